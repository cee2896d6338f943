// @ts-check
// <ward-neighbours>: on a garment's page, the way to the previous and the next one of the list one came from. The list
// is remembered by this tab alone; without one the element stays hidden.

const KEY = "rail";

/** @param {Element} list whose garments shall be the neighbours on the next page */
export function remember(list) {
  const addresses = [...list.querySelectorAll("a.garment-link")].map((link) => link.getAttribute("href"));
  sessionStorage.setItem(KEY, JSON.stringify(addresses));
}

class WardNeighbours extends HTMLElement {
  connectedCallback() {
    /** @type {string[]} */
    const addresses = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const here = addresses.indexOf(location.pathname);
    if (here < 0) return;
    for (const [name, address] of [["previous", addresses[here - 1]], ["next", addresses[here + 1]]]) {
      const link = /** @type {HTMLAnchorElement} */ (this.querySelector(`[data-${name}]`));
      if (address) link.href = /** @type {string} */ (address);
      link.toggleAttribute("hidden", !address);
    }
    this.hidden = false;
  }
}

customElements.define("ward-neighbours", WardNeighbours);
