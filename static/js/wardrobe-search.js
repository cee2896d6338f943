// @ts-check
// <ward-search>: a pasted or dropped picture is searched for like a chosen one.

class WardSearch extends HTMLElement {
  connectedCallback() {
    document.addEventListener("paste", this.onPaste);
    document.addEventListener("dragover", this.onOver);
    document.addEventListener("drop", this.onDrop);
  }

  disconnectedCallback() {
    document.removeEventListener("paste", this.onPaste);
    document.removeEventListener("dragover", this.onOver);
    document.removeEventListener("drop", this.onDrop);
  }

  /** @param {ClipboardEvent} event */
  onPaste = (event) => this.take(event, event.clipboardData?.files);

  /** @param {DragEvent} event */
  onOver = (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  /** @param {DragEvent} event */
  onDrop = (event) => this.take(event, event.dataTransfer?.files);

  /**
   * @param {Event} event
   * @param {FileList | undefined} files
   */
  take(event, files) {
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-photo]"));
    if (!files?.length || !input) return;
    event.preventDefault();
    const transfer = new DataTransfer();
    transfer.items.add(files[0]);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("ward-search", WardSearch);
