// @ts-check
// <ward-toasts>: the region that toasts appear in, from the server or by toast(). One goes away by itself after a
// while, later when it offers an undo, never while it is pointed at or focused, and an error stays until it is dismissed.

const STAY = 6000;
const STAY_WITH_UNDO = 20000;

class WardToasts extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.onClick);
    this.observer = new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach((node) => this.expire(node));
    });
    this.observer.observe(this, { childList: true });
    for (const node of this.children) this.expire(node);
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  /** @param {MouseEvent} event */
  onClick = (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-dismiss]")) target.closest(".toast")?.remove();
  };

  /** @param {Node} node */
  expire(node) {
    if (!(node instanceof HTMLElement) || node.matches(".toast-error")) return;
    const stay = node.querySelector("form") ? STAY_WITH_UNDO : STAY;
    const leave = () => {
      if (node.matches(":hover, :focus-within")) setTimeout(leave, STAY);
      else node.remove();
    };
    setTimeout(leave, stay);
  }
}

customElements.define("ward-toasts", WardToasts);

/**
 * Say something at the edge of the page.
 * @param {string} message
 * @param {{level?: "success" | "info" | "warning" | "error"}} [options]
 */
export function toast(message, { level = "info" } = {}) {
  const box = document.createElement("div");
  box.className = `toast toast-${level}`;
  if (level === "error") box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = message;
  const dismiss = document.createElement("button");
  dismiss.className = "button button-small";
  dismiss.type = "button";
  dismiss.dataset.dismiss = "";
  dismiss.textContent = "Dismiss";
  box.append(text, dismiss);
  document.querySelector("ward-toasts")?.append(box);
}
