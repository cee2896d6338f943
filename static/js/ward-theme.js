// @ts-check
// <ward-theme>: switches between light and dark. The choice is a cookie, so that the server renders the right theme
// and nothing flashes; until something is chosen the page follows the system.

const YEAR = 365 * 24 * 60 * 60;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** @returns {boolean} whether the page is dark now */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

class WardTheme extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button?.addEventListener("click", () => this.toggle());
    systemIsDark.addEventListener("change", this.show);
    document.addEventListener("ward:theme", this.show);
    this.show();
  }

  disconnectedCallback() {
    systemIsDark.removeEventListener("change", this.show);
    document.removeEventListener("ward:theme", this.show);
  }

  toggle() {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Max-Age=${YEAR}; Path=/; SameSite=Lax${secure}`;
    this.dispatchEvent(new CustomEvent("ward:theme", { bubbles: true, detail: { theme } }));
  }

  show = () => this.button?.setAttribute("aria-pressed", String(isDark()));
}

customElements.define("ward-theme", WardTheme);
