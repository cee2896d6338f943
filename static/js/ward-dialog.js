// @ts-check
// <ward-dialog>: a link with data-open opens the <dialog> inside instead of going to its page. The dialog closes by
// [data-close], Escape, a click outside, or a "ward:close" event that bubbles up from its content.

class WardDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.addEventListener("click", this.onClick);
    this.addEventListener("ward:close", () => this.dialog?.close());
  }

  /** @param {MouseEvent} event */
  onClick = (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-open]") && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      this.open();
    } else if (target.closest("[data-close]") || target === this.dialog) {
      this.dialog?.close();
    }
  };

  open() {
    this.dialog?.showModal();
    this.dialog?.querySelector("[autofocus]")?.focus();
  }
}

customElements.define("ward-dialog", WardDialog);
