// @ts-check
// <ward-peek>: shows the photo behind a cut-out while its button or the picture is held, or from tap to tap.
// Without it the button is a link to the photo.

const HOLD = 350;

class WardPeek extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[data-peek]");
    if (!this.button) return;
    this.button.addEventListener("click", this.onClick);
    this.button.addEventListener("keydown", this.onKey);
    this.addEventListener("pointerdown", this.onDown);
    window.addEventListener("pointerup", this.onUp);
    window.addEventListener("pointercancel", this.onUp);
  }

  disconnectedCallback() {
    window.removeEventListener("pointerup", this.onUp);
    window.removeEventListener("pointercancel", this.onUp);
  }

  get shown() {
    return this.button?.getAttribute("aria-pressed") === "true";
  }

  /** @param {boolean} original */
  show(original) {
    const photo = /** @type {HTMLImageElement} */ (this.querySelector("[data-original]"));
    if (original && !photo.src) photo.src = photo.dataset.src ?? "";
    photo.hidden = !original;
    /** @type {HTMLElement} */ (this.querySelector("[data-cut]")).hidden = original;
    this.button?.setAttribute("aria-pressed", String(original));
  }

  /** @param {Event} event */
  onClick = (event) => {
    event.preventDefault();
    this.show(!this.shown);
  };

  /** @param {Event} event */
  onKey = (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== " ") return;
    event.preventDefault();
    this.show(!this.shown);
  };

  /** @param {PointerEvent} event */
  onDown = (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-peek]")) return;
    this.timer = setTimeout(() => {
      this.held = true;
      this.show(true);
    }, HOLD);
  };

  onUp = () => {
    clearTimeout(this.timer);
    if (this.held) this.show(false);
    this.held = false;
  };
}

customElements.define("ward-peek", WardPeek);

// A link to a fact unfolds it.
document.addEventListener("click", (event) => {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-unfold]"));
  if (link) document.querySelector(link.hash)?.setAttribute("open", "");
});

// A corrected fact is drawn anew: the keyboard stays at its line.
document.addEventListener("htmx:afterSettle", (event) => {
  const field = /** @type {CustomEvent} */ (event).detail.requestConfig?.parameters?.field;
  if (!field || document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */ (document.querySelector(`#fact-${CSS.escape(field)} > summary`))?.focus();
});

// The way back keeps the list's filters and place when that is where the visitor came from.
document.querySelector("[data-back]")?.addEventListener("click", (event) => {
  const target = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const came = document.referrer ? new URL(document.referrer) : null;
  if (came?.origin !== location.origin || came.pathname !== target.pathname || history.length < 2) return;
  event.preventDefault();
  history.back();
});
