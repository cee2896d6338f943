// @ts-check
// The picture on the editor's canvas: where it lies, how large, what of it is veiled because it was cut away, and the
// strokes on top. Knows nothing of pointers.

/** @typedef {import("./wardrobe-cutout-history.js").Stroke} Stroke */
/** @typedef {import("./wardrobe-cutout-history.js").Point} Point */

const LONGEST = 1600;
const CLOSEST = 8;
const INK = 0.55;

export class View {
  zoom = 1;
  /** @type {Point} the share of the picture at the middle of the canvas */
  centre = [0.5, 0.5];

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLImageElement} photo
   * @param {HTMLImageElement | null} cut the garment alone
   * @param {number[] | null} box where `cut` lies in the photo, in its pixels
   */
  constructor(canvas, photo, cut, box) {
    const style = getComputedStyle(canvas);
    this.canvas = canvas;
    this.aspect = photo.naturalWidth / photo.naturalHeight;
    const scale = Math.min(1, LONGEST / Math.max(photo.naturalWidth, photo.naturalHeight));
    const size = [Math.round(photo.naturalWidth * scale), Math.round(photo.naturalHeight * scale)];
    this.photo = surface(size);
    this.photo.getContext("2d")?.drawImage(photo, 0, 0, size[0], size[1]);
    this.veil = cut && box ? veil(size, cut, box.map((edge) => edge * scale), style.floodColor) : null;
    this.inks = { keep: style.fill, remove: style.stroke };
  }

  /** @returns {[number, number, number, number]} left, top, width, height of the picture on the canvas, in CSS pixels */
  get frame() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const fitted = Math.min(width, height * this.aspect) * this.zoom;
    return [width / 2 - this.centre[0] * fitted, height / 2 - (this.centre[1] * fitted) / this.aspect, fitted, fitted / this.aspect];
  }

  /**
   * @param {number} x CSS pixels from the canvas's left edge
   * @param {number} y
   * @returns {Point}
   */
  shares(x, y) {
    const [left, top, width, height] = this.frame;
    return [clamp((x - left) / width), clamp((y - top) / height)];
  }

  /** @param {number} factor */
  magnify(factor) {
    this.zoom = Math.min(CLOSEST, Math.max(1, this.zoom * factor));
    if (this.zoom === 1) this.centre = [0.5, 0.5];
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy
   */
  shift(dx, dy) {
    const [, , width, height] = this.frame;
    this.centre = [clamp(this.centre[0] - dx / width), clamp(this.centre[1] - dy / height)];
  }

  /** @returns {number} CSS pixels of the picture's longer side */
  get longer() {
    return Math.max(this.frame[2], this.frame[3]);
  }

  /**
   * @param {Stroke[]} strokes
   * @param {number[] | null} box
   * @param {{point: Point, radius: number} | null} cursor the keyboard's brush
   */
  draw(strokes, box, cursor) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const ratio = window.devicePixelRatio || 1;
    const size = [Math.round(this.canvas.clientWidth * ratio), Math.round(this.canvas.clientHeight * ratio)];
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) [this.canvas.width, this.canvas.height] = size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    const [left, top, width, height] = this.frame;
    context.drawImage(this.photo, left, top, width, height);
    if (this.veil) context.drawImage(this.veil, left, top, width, height);
    context.save();
    context.globalAlpha = INK;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes) {
      context.strokeStyle = this.inks[stroke.kind];
      context.lineWidth = 2 * stroke.radius * this.longer;
      context.beginPath();
      stroke.points.forEach(([x, y], place) => context[place ? "lineTo" : "moveTo"](left + x * width, top + y * height));
      if (stroke.points.length === 1) context.lineTo(left + stroke.points[0][0] * width + 0.01, top + stroke.points[0][1] * height);
      context.stroke();
    }
    context.restore();
    context.lineWidth = 2;
    context.strokeStyle = this.inks.keep;
    if (box) context.strokeRect(left + box[0] * width, top + box[1] * height, (box[2] - box[0]) * width, (box[3] - box[1]) * height);
    if (cursor) {
      context.beginPath();
      context.arc(left + cursor.point[0] * width, top + cursor.point[1] * height, cursor.radius * this.longer, 0, 7);
      context.stroke();
    }
  }
}

/** @param {number[]} size */
function surface([width, height]) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}

/**
 * @param {number[]} size
 * @param {HTMLImageElement} cut
 * @param {number[]} box
 * @param {string} color
 */
function veil(size, cut, [left, top, right, bottom], color) {
  const canvas = surface(size);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.globalAlpha = 0.55;
  context.fillStyle = color;
  context.fillRect(0, 0, size[0], size[1]);
  context.globalAlpha = 1;
  context.globalCompositeOperation = "destination-out";
  context.drawImage(cut, left, top, right - left, bottom - top);
  return canvas;
}

/** @param {number} share */
function clamp(share) {
  return Math.min(1, Math.max(0, share));
}
