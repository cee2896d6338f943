// @ts-check
// <ward-drop>: photos arrive by choosing, by the camera, by dropping them anywhere on the page or by pasting. Each way
// ends in one "ward:files" event with detail.files. When nobody calls preventDefault() on it, dropped files are put
// into the file input, so that the plain form can send them.

class WardDrop extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this.onChange);
    document.addEventListener("dragover", this.onOver);
    document.addEventListener("dragleave", this.onLeave);
    document.addEventListener("drop", this.onDrop);
    document.addEventListener("paste", this.onPaste);
  }

  disconnectedCallback() {
    document.removeEventListener("dragover", this.onOver);
    document.removeEventListener("dragleave", this.onLeave);
    document.removeEventListener("drop", this.onDrop);
    document.removeEventListener("paste", this.onPaste);
  }

  /** @param {Event} event */
  onChange = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type === "file" && input.files?.length && this.announce([...input.files])) input.value = "";
  };

  /** @param {DragEvent} event */
  onOver = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", true);
  };

  /** @param {DragEvent} event */
  onLeave = (event) => {
    if (!event.relatedTarget) this.removeAttribute("data-over");
  };

  /** @param {DragEvent} event */
  onDrop = (event) => {
    this.removeAttribute("data-over");
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  };

  /** @param {ClipboardEvent} event */
  onPaste = (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) this.take(files);
  };

  /** @param {File[]} files */
  take(files) {
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name]"));
    if (this.announce(files) || !input) return;
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
  }

  /**
   * @param {File[]} files
   * @returns {boolean} whether somebody took them
   */
  announce(files) {
    return !this.dispatchEvent(new CustomEvent("ward:files", { bubbles: true, cancelable: true, detail: { files } }));
  }
}

customElements.define("ward-drop", WardDrop);
