// @ts-check
// What was painted, step by step, so that each step can be taken back and done again.

/** @typedef {[number, number]} Point shares of the picture's width and height */
/** @typedef {{kind: "keep" | "remove", points: Point[], radius: number}} Stroke radius in shares of the longer side */
/** @typedef {{kind: "box", box: [number, number, number, number]}} Frame */
/** @typedef {Stroke | Frame} Step */

const DIGITS = 4;

export class History {
  /** @type {Step[]} */
  steps = [];
  /** @type {Step[]} */
  undone = [];

  /** @param {string} json the hints that were sent last */
  constructor(json) {
    if (!json) return;
    const { keep = [], remove = [], box = null } = JSON.parse(json);
    this.steps = [
      ...(box ? [{ kind: /** @type {"box"} */ ("box"), box }] : []),
      ...keep.map((/** @type {Stroke} */ stroke) => ({ ...stroke, kind: "keep" })),
      ...remove.map((/** @type {Stroke} */ stroke) => ({ ...stroke, kind: "remove" })),
    ];
  }

  /** @param {Step} step */
  add(step) {
    this.steps.push(step);
    this.undone = [];
  }

  undo() {
    const step = this.steps.pop();
    if (step) this.undone.push(step);
  }

  redo() {
    const step = this.undone.pop();
    if (step) this.steps.push(step);
  }

  /** @returns {Stroke[]} */
  get strokes() {
    return /** @type {Stroke[]} */ (this.steps.filter((step) => step.kind !== "box"));
  }

  /** @returns {Frame["box"] | null} the last frame drawn */
  get box() {
    const frames = /** @type {Frame[]} */ (this.steps.filter((step) => step.kind === "box"));
    return frames.length ? frames[frames.length - 1].box : null;
  }

  /** @returns {string} what the server reads */
  toString() {
    const of = (/** @type {string} */ kind) =>
      this.strokes.filter((stroke) => stroke.kind === kind).map(({ points, radius }) => ({ points: points.map(rounded), radius: rounded([radius])[0] }));
    const box = this.box;
    return JSON.stringify({ keep: of("keep"), remove: of("remove"), box: box && rounded(box) });
  }
}

/** @param {number[]} numbers */
function rounded(numbers) {
  return numbers.map((number) => Number(number.toFixed(DIGITS)));
}
