// @ts-check
// <ward-tags>: turns the text input inside, whose value is words separated by commas, into a row of removable tags.
// The input that is submitted keeps its name and its comma-separated value.

class WardTags extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    const input = this.querySelector("input");
    if (!input) return;
    this.store = document.createElement("input");
    this.store.type = "hidden";
    this.store.name = input.name;
    this.words = split(input.value);
    input.removeAttribute("name");
    input.value = "";
    input.classList.remove("input");
    this.input = input;
    this.box = document.createElement("div");
    this.box.className = "tags";
    input.replaceWith(this.box);
    this.box.append(input, this.store);
    input.addEventListener("keydown", this.onKey);
    input.addEventListener("change", () => this.add(input.value));
    input.addEventListener("blur", () => this.add(input.value));
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    const input = /** @type {HTMLInputElement} */ (this.input);
    if ((event.key === "Enter" || event.key === ",") && input.value.trim()) {
      event.preventDefault();
      this.add(input.value);
    } else if (event.key === "Backspace" && !input.value) {
      this.words.pop();
      this.draw();
    }
  };

  /** @param {string} text */
  add(text) {
    const fresh = split(text).filter((word) => !this.words.includes(word));
    if (this.input) this.input.value = "";
    if (!fresh.length) return;
    this.words.push(...fresh);
    this.draw();
  }

  draw() {
    this.box?.querySelectorAll(".tag").forEach((tag) => tag.remove());
    for (const word of this.words) this.input?.before(this.tag(word));
    if (this.store) this.store.value = this.words.join(", ");
    this.dispatchEvent(new CustomEvent("ward:tags", { bubbles: true, detail: { words: [...this.words] } }));
  }

  /** @param {string} word */
  tag(word) {
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = word;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `Remove ${word}`);
    remove.addEventListener("click", () => {
      this.words = this.words.filter((other) => other !== word);
      this.draw();
      this.input?.focus();
    });
    tag.append(remove);
    return tag;
  }
}

/**
 * @param {string} text
 * @returns {string[]} the distinct words of a comma-separated text
 */
function split(text) {
  return [...new Set(text.split(",").map((word) => word.trim()).filter(Boolean))];
}

customElements.define("ward-tags", WardTags);
