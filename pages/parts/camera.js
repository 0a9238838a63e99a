// What a phone on a slow line needs and Streamlit's uploader does not do: open the camera at once,
// make a photo of 5 MB small before it leaves, say how much has arrived, send again what got lost.
// Whatever fails in here, the file goes as it is. camera.py draws what this looks for.
(() => {
  if (window.wadulCamera) return;
  window.wadulCamera = true;
  const LONGEST = 2000; // pixels of the longer side: house numbers stay readable
  const LARGE = 700000; // bytes; smaller ones go as they are
  const UPLOADER = "[data-testid=stFileUploader]";
  const held = new Map(); // name -> file, until the page is left
  const parts = new Map(); // upload -> [sent, all] in bytes

  const uploaderNear = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const found = box.querySelector(UPLOADER);
      if (found) return found;
    }
    return null;
  };
  const give = (input, files) => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.wadulReady = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const openCamera = (input) => {
    const accept = input.getAttribute("accept");
    input.setAttribute("accept", "image/*");
    input.setAttribute("capture", "environment");
    input.click();
    setTimeout(() => {
      input.removeAttribute("capture");
      input.setAttribute("accept", accept);
    }, 500);
  };
  const sendAgain = (uploader, input) => {
    const chips = [...uploader.querySelectorAll("[data-testid=stFileChip]")];
    const lost = chips.filter((chip) => chip.querySelector("[data-testid=stFileChipIconError]"));
    const names = lost.map((chip) => chip.querySelector("[data-testid=stFileChipName]").title);
    for (const chip of lost) chip.querySelector("[data-testid=stFileChipDeleteBtn] button").click();
    give(input, names.map((name) => held.get(name)).filter(Boolean));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".w-camera, .w-again");
    const uploader = button && uploaderNear(button);
    const input = uploader && uploader.querySelector("input[type=file]");
    if (!input) return;
    if (button.classList.contains("w-camera")) openCamera(input);
    else sendAgain(uploader, input);
  });

  const shrunk = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < LARGE) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!small || small.size >= file.size) return file;
      return new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch (problem) {
      return file;
    }
  };
  document.addEventListener(
    "change",
    async (event) => {
      const input = event.target;
      const uploader = input.type === "file" && input.closest(UPLOADER);
      if (!uploader) return;
      const files = [...input.files];
      if (input.wadulReady || !files.some((file) => file.size >= LARGE)) {
        input.wadulReady = false;
        for (const file of files) held.set(file.name, file);
        return;
      }
      event.stopImmediatePropagation();
      uploader.dataset.shrinking = "yes";
      const small = [];
      for (const file of files) small.push(await shrunk(file)); // one by one: memory is short
      delete uploader.dataset.shrinking;
      give(input, small);
    },
    true,
  );

  const tell = () => {
    const sums = [...parts.values()].reduce(([a, b], [sent, all]) => [a + sent, b + all], [0, 0]);
    const said = sums[1] ? ` ${Math.floor((100 * sums[0]) / sums[1])}%` : "";
    for (const place of document.querySelectorAll(".w-percent")) place.textContent = said;
  };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).includes("/_stcore/upload_file/") && method.toUpperCase() !== "DELETE") {
      this.upload.addEventListener("progress", (event) => {
        parts.set(this, [event.loaded, event.total]);
        tell();
      });
      this.addEventListener("loadend", () => {
        parts.delete(this);
        tell();
      });
    }
    return open.call(this, method, url, ...rest);
  };
})();
