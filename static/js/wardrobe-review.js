// @ts-check
// <ward-review>: the review queue by keyboard: 1 to 3 answer, c or Enter confirms the first answer, s skips, o opens
// the list of other kinds. A key that is held down answers once.

class WardReview extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || this.querySelector(".htmx-request")) return;
    if (target.matches("input, textarea, select")) return;
    if (event.key === "Enter" && target !== document.body && !target.matches("main")) return;
    const key = event.key === "c" || event.key === "Enter" ? "1" : event.key;
    if (key === "o") this.querySelector("[data-other]")?.toggleAttribute("open");
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector(`[data-key="${CSS.escape(key)}"]`));
    if (!button) return;
    event.preventDefault();
    button.click();
  };
}

customElements.define("ward-review", WardReview);
