// @ts-check
// <ward-grid data-total="…">: the keyboard of the wardrobe ("/" search, arrows move, x selects, Enter opens), the offer
// to select more than is loaded, and no garment twice when the list grew while it was scrolled.

import { remember } from "./wardrobe-neighbours.js";

class WardGrid extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest(".garment-link")) remember(this);
    });
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("click", this.onPick);
    this.addEventListener("htmx:afterSettle", this.dropRepeats);
    this.addEventListener("htmx:afterRequest", this.onDone);
    this.closest("ward-select")?.addEventListener("ward:selection", this.onSelection);
    this.onSelection();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onPick);
    this.closest("ward-select")?.removeEventListener("ward:selection", this.onSelection);
  }

  get links() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".garment-link")]);
  }

  get boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('input[name="ids"]')]);
  }

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") || target.closest("dialog, .menu")) return;
    if (event.key === "/") return this.take(event, document.querySelector("[data-find]"));
    const here = this.links.indexOf(/** @type {HTMLElement} */ (target.closest(".garment")?.querySelector(".garment-link") ?? target));
    if (event.key === "x" && here >= 0) {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (this.links[here].closest(".garment")?.querySelector('input[name="ids"]'))?.click();
      return;
    }
    const next = this.neighbour(here, event.key);
    if (next) this.take(event, next);
  };

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement | null} target
   */
  take(event, target) {
    event.preventDefault();
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {number} here
   * @param {string} key
   * @returns {HTMLElement | null | undefined}
   */
  neighbour(here, key) {
    const links = this.links;
    if (here < 0) return null;
    if (key === "ArrowRight") return links[here + 1];
    if (key === "ArrowLeft") return links[here - 1];
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    return step && links[here + step * this.columns()];
  }

  columns() {
    const cards = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".card")]);
    const second = cards.findIndex((card) => card.offsetTop > cards[0].offsetTop);
    return second < 0 ? cards.length : second;
  }

  /** @param {MouseEvent} event touch screens have no hover: a button shows the boxes */
  onPick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-picking]:not(ward-select)");
    if (!button) return;
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    this.closest("ward-select")?.toggleAttribute("data-picking", on);
    if (!on) /** @type {HTMLElement | null} */ (this.querySelector("[data-none]"))?.click();
  };

  onSelection = () => {
    const offer = /** @type {HTMLElement | null} */ (this.querySelector("[data-everything]"));
    if (!offer) return;
    const boxes = this.boxes;
    const all = boxes.length > 0 && boxes.every((box) => box.checked);
    offer.hidden = !(all && Number(this.dataset.total) > boxes.length);
    const box = offer.querySelector("input");
    if (offer.hidden && box) box.checked = false;
  };

  /** @param {Event} event */
  onDone = (event) => {
    const { requestConfig, successful } = /** @type {CustomEvent} */ (event).detail;
    if (!successful || requestConfig?.verb !== "post") return;
    this.boxes.forEach((box) => (box.checked = false));
    this.querySelectorAll("details.menu").forEach((menu) => menu.removeAttribute("open"));
    this.closest("ward-select")?.dispatchEvent(new Event("change"));
  };

  dropRepeats = () => {
    const seen = new Set();
    for (const card of this.querySelectorAll(".card")) {
      if (seen.has(card.id)) card.remove();
      seen.add(card.id);
    }
  };
}

customElements.define("ward-grid", WardGrid);

// A panel that was open stays open when its filters are fetched anew.
let panelOpen = false;
document.addEventListener("htmx:beforeSwap", () => {
  panelOpen = Boolean(document.querySelector("details[data-stays-open][open]"));
});
document.addEventListener("htmx:afterSwap", () => {
  if (panelOpen) document.querySelector("details[data-stays-open]")?.setAttribute("open", "");
});
