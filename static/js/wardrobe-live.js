// @ts-check
// <ward-live data-source="…">: while the page shows unfinished garments ([data-live="look:key:status"]), asks in one
// request which of them have moved on, and replaces those by their id. Rests in hidden tabs and when all are finished;
// with data-reload the page is then loaded anew, because more of it depends on what was recognised.

const EVERY = 1500;
const EVERY_AFTER_ERROR = 6000;
const AT_ONCE = 100;

class WardLive extends HTMLElement {
  connectedCallback() {
    this.schedule(EVERY);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  /** @param {number} delay milliseconds */
  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), delay);
  }

  async tick() {
    const states = [...document.querySelectorAll("[data-live]")].slice(0, AT_ONCE).map((element) => element.getAttribute("data-live") ?? "");
    if (!states.length || document.hidden) return this.schedule(EVERY);
    try {
      const query = new URLSearchParams(states.map((state) => ["state", state]));
      const answer = await fetch(`${this.dataset.source}?${query}`, { headers: { "HX-Request": "true" } });
      if (answer.status === 200 && !answer.redirected) replaceAll(await answer.text());
      if (this.hasAttribute("data-reload") && !document.querySelector("[data-live]")) return location.reload();
      this.schedule(answer.ok ? EVERY : EVERY_AFTER_ERROR);
    } catch {
      this.schedule(EVERY_AFTER_ERROR);
    }
  }
}

/** @param {string} html fragments with the ids of what they replace */
function replaceAll(html) {
  const arrived = document.createElement("template");
  arrived.innerHTML = html;
  for (const fresh of [...arrived.content.children]) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    const ticked = old.querySelector('input[name="ids"]:checked');
    old.replaceWith(fresh);
    const box = fresh.querySelector('input[name="ids"]');
    if (ticked && box instanceof HTMLInputElement) box.checked = true;
    // @ts-ignore htmx is a global of the page
    window.htmx?.process(fresh);
  }
  document.dispatchEvent(new CustomEvent("ward:live"));
}

customElements.define("ward-live", WardLive);
