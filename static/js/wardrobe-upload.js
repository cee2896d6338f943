// @ts-check
// <ward-upload>: takes the files of the drop zone inside, gives each a row and sends three at a time. Without this
// script the form around the drop zone sends them all at once.

import { UploadRow } from "./wardrobe-upload-row.js";

const AT_ONCE = 3;
const UNDER_WAY = ["waiting", "checking", "sending"];

class WardUpload extends HTMLElement {
  /** @type {UploadRow[]} */
  rows = [];
  running = 0;

  connectedCallback() {
    this.addEventListener("ward:files", this.onFiles);
    this.addEventListener("click", this.onClick);
    window.addEventListener("online", this.retryAll);
    document.addEventListener("ward:live", this.show);
    // On a slow line somebody may have chosen photos before this script arrived.
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("input[type=file][name]"));
    if (!input?.files?.length) return;
    this.take([...input.files]);
    input.value = "";
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.retryAll);
    window.removeEventListener("beforeunload", warn);
    document.removeEventListener("ward:live", this.show);
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }

  /** @param {Event} event */
  onFiles = (event) => {
    event.preventDefault();
    this.take(/** @type {CustomEvent<{files: File[]}>} */ (event).detail.files);
  };

  /** @param {File[]} files */
  take(files) {
    const door = {
      send: this.dataset.send ?? "",
      check: this.dataset.check ?? "",
      token: this.dataset.token ?? "",
      largest: Number(this.dataset.largest),
    };
    for (const file of files) {
      const pattern = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-row]"));
      const copy = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
      const element = /** @type {HTMLElement} */ (copy.firstElementChild);
      this.part("list").append(element);
      this.rows.push(new UploadRow(file, element, door, this.later));
    }
    const first = !this.classList.contains("is-busy");
    this.classList.add("is-busy");
    this.part("uploads").hidden = false;
    this.pump();
    if (first) this.part("uploads").scrollIntoView({ block: "start" });
  }

  /** @param {MouseEvent} event */
  onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.matches("[data-retry-all]")) this.retryAll();
    if (button?.matches("[data-skip-known]")) this.rows.filter((known) => known.state === "known").forEach((known) => this.remove(known));
    const row = this.rows.find((candidate) => button && candidate.element.contains(button));
    if (!row || !button) return;
    if (button.matches("[data-retry], [data-anyway]")) this.again(row, button.matches("[data-anyway]"));
    if (button.matches("[data-skip]")) this.remove(row);
  };

  retryAll = () => this.rows.filter((row) => row.state === "failed").forEach((row) => this.again(row, row.anyway));

  /**
   * @param {UploadRow} row
   * @param {boolean} anyway
   */
  again(row, anyway) {
    if (anyway && !row.anyway) {
      const pattern = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-row]"));
      const body = pattern.content.querySelector("[data-body]")?.cloneNode(true);
      row.part("body").replaceWith(/** @type {Node} */ (body));
      row.part("name").textContent = row.file.name;
    }
    row.anyway = anyway;
    row.share = 0;
    row.set("waiting", "Waiting");
    this.pump();
  }

  /** @param {UploadRow} row */
  remove(row) {
    const neighbour = row.element.nextElementSibling ?? row.element.previousElementSibling;
    row.element.remove();
    this.rows = this.rows.filter((other) => other !== row);
    /** @type {HTMLElement | null} */ (neighbour?.querySelector("button:not([hidden]), a") ?? this.querySelector("ward-drop input"))?.focus();
    this.show();
  }

  pump() {
    while (this.running < AT_ONCE) {
      const row = this.rows.find((candidate) => candidate.state === "waiting");
      if (!row) break;
      this.running += 1;
      row.set("checking", "Checking");
      row.run().finally(() => {
        this.running -= 1;
        this.pump();
        this.show();
      });
    }
    this.show();
  }

  later = () => {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.show();
    });
  };

  show = () => {
    const count = (/** @type {string[]} */ ...states) => this.rows.filter((row) => states.includes(row.state)).length;
    const finished = this.querySelectorAll("[data-final]").length;
    const busy = count(...UNDER_WAY);
    const bar = /** @type {HTMLProgressElement} */ (this.part("overall"));
    bar.max = Math.max(1, 2 * this.rows.length);
    bar.value = this.rows.reduce((sum, row) => sum + (["kept", "sending"].includes(row.state) ? row.share : 2), 0) + finished - count("failed") * 2;
    const words = busy ? `${this.rows.length - busy} of ${this.rows.length} photos sent` : summary(count("kept"), finished, count("known"), count("refused"), count("failed"));
    if (this.part("summary").textContent !== words) this.part("summary").textContent = words;
    this.part("retry-all").hidden = count("failed") < 2;
    this.part("skip-known").hidden = busy > 0 || count("known") < 2;
    this.part("done").hidden = busy > 0 || !count("kept");
    if (busy) window.addEventListener("beforeunload", warn);
    else window.removeEventListener("beforeunload", warn);
  };
}

/**
 * @param {number} kept
 * @param {number} finished
 * @param {number} known
 * @param {number} refused
 * @param {number} failed
 */
function summary(kept, finished, known, refused, failed) {
  const tail = [[known, "already there"], [refused, "refused"], [failed, "did not arrive"]].filter(([count]) => count).map((part) => `, ${part.join(" ")}`);
  const head = finished < kept ? `${finished} of ${kept} recognised` : kept ? `${kept} added` : "None added";
  return head + tail.join("");
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  event.preventDefault();
}

customElements.define("ward-upload", WardUpload);
