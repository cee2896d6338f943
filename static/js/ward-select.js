// @ts-check
// <ward-select>: around a form of cards with checkboxes named "ids" and a bulk bar. Counts what is selected, shows the
// bar while something is, selects a range with Shift, everything with [data-all], nothing with [data-none] or Escape.

class WardSelect extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.onClick);
    this.addEventListener("change", this.show);
    this.addEventListener("keydown", this.onKey);
    this.addEventListener("htmx:afterSettle", this.show);
    this.show();
  }

  get boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('input[type="checkbox"][name="ids"]')]);
  }

  /** @param {MouseEvent} event */
  onClick = (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-all]")) this.set(true);
    if (target.closest("[data-none]")) this.set(false);
    const box = /** @type {HTMLInputElement | null} */ (target.closest('input[name="ids"]'));
    if (!box) return;
    if (event.shiftKey && this.last) this.range(this.last, box);
    this.last = box;
  };

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    if (event.key === "Escape" && this.hasAttribute("data-active")) this.set(false);
  };

  /**
   * @param {HTMLInputElement} from
   * @param {HTMLInputElement} to
   */
  range(from, to) {
    const boxes = this.boxes;
    const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    boxes.slice(first, last + 1).forEach((box) => (box.checked = to.checked));
    this.show();
  }

  /** @param {boolean} checked */
  set(checked) {
    this.boxes.forEach((box) => (box.checked = checked));
    this.show();
  }

  show = () => {
    const count = this.boxes.filter((box) => box.checked).length;
    this.toggleAttribute("data-active", count > 0);
    const output = this.querySelector("[data-count]");
    if (output) output.textContent = String(count);
    this.dispatchEvent(new CustomEvent("ward:selection", { bubbles: true, detail: { count } }));
  };
}

customElements.define("ward-select", WardSelect);
