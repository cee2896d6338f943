// @ts-check
// <ward-cutout>: the cut-out editor. Paint what to keep or remove with mouse, pen, finger or keyboard, zoom with two
// fingers, Ctrl and the wheel, or the buttons. What was painted goes into the form's hidden field; the server cuts.

import { History } from "./wardrobe-cutout-history.js";
import { View } from "./wardrobe-cutout-view.js";

const STEP = 0.015;
const KEY_TOOLS = { k: "keep", r: "remove", f: "box", m: "pan" };
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

class WardCutout extends HTMLElement {
  /** @type {Map<number, PointerEvent>} */
  pointers = new Map();
  /** @type {import("./wardrobe-cutout-history.js").Point} */
  cursor = [0.5, 0.5];

  async connectedCallback() {
    this.canvas = /** @type {HTMLCanvasElement} */ (this.querySelector("[data-canvas]"));
    this.history = new History(this.dataset.hints ?? "");
    const cut = this.dataset.cut ? load(this.dataset.cut) : null;
    this.view = new View(this.canvas, await load(this.dataset.original ?? ""), await cut, this.dataset.box ? JSON.parse(this.dataset.box) : null);
    this.canvas.addEventListener("pointerdown", this.onDown);
    this.canvas.addEventListener("pointermove", this.onMove);
    for (const kind of ["pointerup", "pointercancel"]) this.canvas.addEventListener(kind, /** @type {EventListener} */ (this.onUp));
    this.canvas.addEventListener("wheel", this.onWheel, { passive: false });
    for (const kind of ["keydown", "keyup"]) this.canvas.addEventListener(kind, /** @type {EventListener} */ (this.onKey));
    for (const kind of ["focus", "blur"]) this.canvas.addEventListener(kind, () => this.show());
    this.addEventListener("click", this.onClick);
    this.observer = new ResizeObserver(() => this.show());
    this.observer.observe(this.canvas);
    this.ready = true;
    this.show();
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  get tool() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[name="tool"]:checked')).value;
  }

  get radius() {
    return Number(/** @type {HTMLInputElement} */ (this.querySelector("[data-size]")).value) / 1000;
  }

  show() {
    if (!this.view || !this.history) return;
    const keyed = this.canvas?.matches(":focus-visible") ? { point: this.cursor, radius: this.radius } : null;
    this.view.draw([...this.history.strokes, ...(this.stroke ? [this.stroke] : [])], this.frame ?? this.history.box, keyed);
    const changed = this.history.steps.length > 0;
    for (const [name, off] of [["undo", !changed], ["redo", !this.history.undone.length], ["apply", !changed]]) {
      /** @type {HTMLButtonElement} */ (this.querySelector(`[data-${name}]`)).disabled = /** @type {boolean} */ (off);
    }
    /** @type {HTMLInputElement} */ (this.querySelector("[data-field]")).value = changed ? this.history.toString() : "";
  }

  /** @param {PointerEvent} event */
  onDown = (event) => {
    if (event.button > 0) return;
    this.canvas?.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size > 1) {
      // A second finger means zooming; what the first one had begun was not meant.
      this.stroke = this.frame = undefined;
    } else if (this.tool !== "pan") this.begin(this.at(event));
    this.show();
  };

  /** @param {PointerEvent} event */
  onMove = (event) => {
    const before = this.pointers.get(event.pointerId);
    if (!before || !this.view) return;
    if (this.pointers.size === 2) this.pinch(before, event);
    else if (this.tool === "pan") this.view.shift(event.clientX - before.clientX, event.clientY - before.clientY);
    else for (const part of event.getCoalescedEvents?.() ?? [event]) this.extend(this.at(part));
    this.pointers.set(event.pointerId, event);
    this.show();
  };

  /** @param {PointerEvent} event */
  onUp = (event) => {
    this.pointers.delete(event.pointerId);
    if (event.type === "pointercancel") this.stroke = this.frame = undefined;
    this.finish();
  };

  /** @param {PointerEvent} event */
  at(event) {
    const edge = /** @type {HTMLCanvasElement} */ (this.canvas).getBoundingClientRect();
    return /** @type {View} */ (this.view).shares(event.clientX - edge.left, event.clientY - edge.top);
  }

  /** @param {import("./wardrobe-cutout-history.js").Point} point */
  begin(point) {
    const tool = this.tool;
    if (tool === "box") this.frame = [...point, ...point];
    else if (tool !== "pan") this.stroke = { kind: /** @type {"keep" | "remove"} */ (tool), points: [point], radius: this.radius / (this.view?.zoom ?? 1) };
  }

  /** @param {import("./wardrobe-cutout-history.js").Point} point */
  extend(point) {
    this.cursor = point;
    if (this.frame) this.frame = [this.frame[0], this.frame[1], ...point];
    if (!this.stroke) return;
    const [x, y] = this.stroke.points[this.stroke.points.length - 1];
    if (Math.hypot(point[0] - x, point[1] - y) > this.stroke.radius / 3) this.stroke.points.push(point);
  }

  finish() {
    if (this.stroke) this.history?.add(this.stroke);
    if (this.frame) {
      const [x0, y0, x1, y1] = this.frame;
      const box = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
      if (box[2] - box[0] > 0.03 && box[3] - box[1] > 0.03) this.history?.add({ kind: "box", box: /** @type {any} */ (box) });
    }
    this.stroke = this.frame = undefined;
    this.show();
  }

  /**
   * @param {PointerEvent} before
   * @param {PointerEvent} now
   */
  pinch(before, now) {
    const other = [...this.pointers.values()].find((pointer) => pointer.pointerId !== now.pointerId);
    if (!other || !this.view) return;
    const span = (/** @type {PointerEvent} */ one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.view.magnify(span(now) / Math.max(1, span(before)));
    this.view.shift((now.clientX - before.clientX) / 2, (now.clientY - before.clientY) / 2);
  }

  /** @param {WheelEvent} event */
  onWheel = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.view?.magnify(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    this.show();
  };

  /** @param {MouseEvent} event */
  onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.matches("[data-undo]")) this.history?.undo();
    if (button?.matches("[data-redo]")) this.history?.redo();
    if (button?.matches("[data-in]")) this.view?.magnify(1.5);
    if (button?.matches("[data-out]")) this.view?.magnify(1 / 1.5);
    this.show();
  };

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.type === "keyup") return void (key === " " && this.finish());
    if ((event.ctrlKey || event.metaKey) && key === "z") this.history?.[event.shiftKey ? "redo" : "undo"]();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key === " ") event.repeat || this.begin(this.cursor);
    else if (key in ARROWS) this.extend(/** @type {any} */ (this.cursor.map((share, axis) => Math.min(1, Math.max(0, share + ARROWS[key][axis])))));
    else if (key === "+" || key === "-") this.view?.magnify(key === "+" ? 1.5 : 1 / 1.5);
    else if (key in KEY_TOOLS) /** @type {HTMLElement} */ (this.querySelector(`input[value="${KEY_TOOLS[key]}"]`)).click();
    else return;
    event.preventDefault();
    this.show();
  };
}

/**
 * @param {string} address
 * @returns {Promise<HTMLImageElement>}
 */
async function load(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

customElements.define("ward-cutout", WardCutout);
