// The custom elements that any page may use, and the worker that keeps the offline page.
import "./ward-theme.js";
import "./ward-dialog.js";
import "./ward-menu.js";
import "./ward-toast.js";
import "./ward-tags.js";
import "./ward-drop.js";
import "./ward-select.js";

// Not every address allows a worker (plain http on a network does not); the site is whole without it.
navigator.serviceWorker?.register("/service-worker.js").catch(() => undefined);
