// The custom elements that any page may use, and the worker that keeps the offline page.
import "./ward-theme.js";
import "./ward-dialog.js";
import "./ward-menu.js";
import "./ward-toast.js";
import "./ward-tags.js";
import "./ward-drop.js";
import "./ward-select.js";

navigator.serviceWorker?.register("/service-worker.js");
