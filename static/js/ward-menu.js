// @ts-check
// <ward-menu>: adds to a <details class="menu"> what the element lacks: closing on Escape, on a click elsewhere and
// when focus leaves, and moving between the entries with the arrow keys.

class WardMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", this.onKey);
    this.addEventListener("focusout", this.onLeave);
    document.addEventListener("pointerdown", this.onOutside);
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.onOutside);
  }

  close() {
    if (this.details) this.details.open = false;
  }

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    if (!this.details?.open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.querySelector("summary")?.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const entries = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".menu-item")]);
    const here = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = here < 0 && step < 0 ? entries.length - 1 : (here + step + entries.length) % entries.length;
    entries[next]?.focus();
  };

  /** @param {FocusEvent} event */
  onLeave = (event) => {
    if (event.relatedTarget && !this.contains(/** @type {Node} */ (event.relatedTarget))) this.close();
  };

  /** @param {PointerEvent} event */
  onOutside = (event) => {
    if (!this.contains(/** @type {Node} */ (event.target))) this.close();
  };
}

customElements.define("ward-menu", WardMenu);
