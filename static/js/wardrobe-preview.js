// @ts-check
// Small pictures of large photos, decoded one after the other and off the main thread, so that sixty of them never
// hang the page. What this browser cannot decode (HEIC, mostly) gets the ending of its name instead.

const SIDE = 176;
let last = Promise.resolve();

/**
 * @param {File} file
 * @param {Element} target gets a canvas, or a word
 */
export function preview(file, target) {
  last = last.then(() => draw(file, target)).catch(() => write(file, target));
}

/**
 * @param {File} file
 * @param {Element} target
 */
async function draw(file, target) {
  const picture = await createImageBitmap(file, { resizeWidth: SIDE, resizeQuality: "medium", imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
  target.replaceChildren(canvas);
}

/**
 * @param {File} file
 * @param {Element} target
 */
function write(file, target) {
  const ending = file.name.includes(".") ? file.name.split(".").pop() : "";
  target.textContent = (ending || "photo").slice(0, 5).toUpperCase();
}
