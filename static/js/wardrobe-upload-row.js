// @ts-check
// One photo on its way into the wardrobe: compared by its digest with what is there, sent with progress, tried again
// under the same key, so that a photo whose answer got lost is not kept twice.

import { preview } from "./wardrobe-preview.js";

const TRIES = 3;
const SIGNED_OUT = "You have been signed out. Sign in in another tab, then try again.";
const WAITS = [1000, 4000];

/** @typedef {"waiting" | "checking" | "sending" | "kept" | "known" | "refused" | "failed"} State */
/** @typedef {{send: string, check: string, token: string, largest: number}} Door */

export class UploadRow {
  /** @type {State} */
  state = "waiting";
  anyway = false;
  share = 0;
  key = newKey();

  /**
   * @param {File} file
   * @param {HTMLElement} element made of the page's row template
   * @param {Door} door
   * @param {() => void} changed
   */
  constructor(file, element, door, changed) {
    Object.assign(this, { file, element, door, changed });
    this.file = file;
    this.element = element;
    this.door = door;
    this.changed = changed;
    this.part("name").textContent = file.name || "Photo";
    this.part("size").textContent = size(file.size);
    preview(file, this.part("preview"));
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.element.querySelector(`[data-${name}]`));
  }

  /**
   * @param {State} state
   * @param {string} words
   */
  set(state, words) {
    this.state = state;
    this.element.dataset.state = state;
    const note = this.element.querySelector("[data-state].upload-note");
    if (note) note.textContent = words;
    this.part("retry").hidden = state !== "failed";
    this.changed();
  }

  /** @param {string} html what the server says about the photo */
  say(html) {
    this.part("body").innerHTML = html;
    // @ts-ignore htmx is a global of the page
    window.htmx?.process(this.part("body"));
  }

  async run() {
    if (this.file.size > this.door.largest) return this.set("refused", "This photo is larger than 20 MB. Please send a smaller version of it.");
    if (!this.anyway && (await this.isKnown())) return;
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      this.set("sending", attempt > 1 ? "Sending again" : "Uploading");
      const answer = await this.send();
      if (answer.status === 0 || answer.status >= 500 || answer.status === 429) {
        if (attempt < TRIES) await new Promise((done) => setTimeout(done, WAITS[attempt - 1]));
        continue;
      }
      return this.settle(answer);
    }
    this.set("failed", navigator.onLine ? "It did not arrive." : "You are offline. It will be sent when you are back.");
  }

  /** @param {{status: number, text: string, elsewhere: boolean}} answer */
  settle({ status, text, elsewhere }) {
    if (elsewhere || status === 401 || status === 403) return this.set("failed", SIGNED_OUT);
    if (status === 413) return this.set("refused", "This photo is too large for the server. Please send a smaller version of it.");
    if (![200, 201, 409, 422].includes(status)) return this.set("failed", "The server did not understand the photo. Try it again.");
    this.say(text);
    this.share = 1;
    this.set(status === 409 ? "known" : status === 422 ? "refused" : "kept", "");
  }

  async isKnown() {
    // Digests need HTTPS or localhost; elsewhere the server looks after the photo has arrived.
    if (!crypto.subtle) return false;
    this.set("checking", "Checking");
    try {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await this.file.arrayBuffer()));
      const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const answer = await fetch(this.door.check, { method: "POST", headers: { "X-CSRFToken": this.door.token }, body: new URLSearchParams({ sha256 }) });
      if (answer.status !== 200 || answer.redirected) return false;
      this.say(await answer.text());
      this.set("known", "");
      return true;
    } catch {
      return false;
    }
  }

  /** @returns {Promise<{status: number, text: string, elsewhere: boolean}>} */
  send() {
    const form = new FormData();
    form.append("photo", this.file, this.file.name || "photo.jpg");
    form.append("upload_key", this.key);
    if (this.anyway) form.append("add_anyway", "1");
    const request = new XMLHttpRequest();
    return new Promise((done) => {
      request.upload.addEventListener("progress", (event) => this.move(event.loaded / event.total));
      request.addEventListener("loadend", () => {
        const elsewhere = request.status > 0 && new URL(request.responseURL).pathname !== new URL(this.door.send, location.href).pathname;
        done({ status: request.status, text: request.responseText, elsewhere });
      });
      request.open("POST", this.door.send);
      request.setRequestHeader("X-CSRFToken", this.door.token);
      request.send(form);
    });
  }

  /** @param {number} share of the bytes that are under way */
  move(share) {
    this.share = share || 0;
    const bar = this.element.querySelector("progress[data-progress]");
    if (bar instanceof HTMLProgressElement) bar.value = 100 * this.share;
    this.changed();
  }
}

/** @param {number} bytes */
function size(bytes) {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
