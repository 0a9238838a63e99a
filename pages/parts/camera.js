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

  // What the camera wrote about when and where (EXIF) stands before the picture and is lost when it
  // is drawn again: it is put back, upright, or made for a photo that was taken just now.
  const OUR_CAMERA = "Wadul kamera"; // desk/evidence/taken.py knows it by this
  const segmentOf = async (file) => {
    const view = new DataView(await file.slice(0, 131072).arrayBuffer());
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
    for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
      const end = at + 2 + view.getUint16(at + 2);
      if (view.getUint8(at) !== 0xff || view.getUint8(at + 1) === 0xda || end > view.byteLength) return null;
      if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
        return new Uint8Array(view.buffer.slice(at, end));
      }
    }
    return null;
  };
  const upright = (segment) => {
    const view = new DataView(segment.buffer);
    const little = view.getUint16(10) === 0x4949;
    const first = 10 + view.getUint32(14, little);
    for (let entry = first + 2, left = view.getUint16(first, little); left > 0; left -= 1, entry += 12) {
      if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
    }
    return segment;
  };
  const two = (number) => String(number).padStart(2, "0");
  const takenAt = (moment) => {
    const zone = -moment.getTimezoneOffset();
    const texts = [
      [0x0131, OUR_CAMERA],
      [0x9003, `${moment.getFullYear()}:${two(moment.getMonth() + 1)}:${two(moment.getDate())} ` +
        [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(":")],
      [0x9011, `${zone < 0 ? "-" : "+"}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`],
    ];
    const bytes = new Uint8Array(160);
    const view = new DataView(bytes.buffer);
    const write = (at, text) => [...text].forEach((letter, k) => view.setUint8(at + k, letter.charCodeAt(0)));
    const head = [[0, 0xffe1], [2, 158], [10, 0x4d4d], [12, 42]];
    for (const [at, value] of head) view.setUint16(at, value);
    write(4, "Exif");
    view.setUint32(14, 8);
    let heap = 70; // after both directories, from the beginning of the TIFF part
    const entry = (at, tag, type, count, value) => {
      view.setUint16(at, tag);
      view.setUint16(at + 2, type);
      view.setUint32(at + 4, count);
      view.setUint32(at + 8, value);
    };
    const textAt = (at, [tag, text]) => {
      entry(at, tag, 2, text.length + 1, heap);
      write(10 + heap, text);
      heap += text.length + 1 + ((text.length + 1) % 2);
    };
    view.setUint16(18, 2); // two entries: the program, and where the second directory is
    textAt(20, texts[0]);
    entry(32, 0x8769, 4, 1, 38);
    view.setUint16(48, 2);
    textAt(50, texts[1]);
    textAt(62, texts[2]);
    return bytes;
  };
  const withSegment = (blob, segment) =>
    new Blob([blob.slice(0, 2), segment, blob.slice(2)], { type: "image/jpeg" });
  const JUST_NOW = 120000; // milliseconds; older ones come from the gallery
  const told = async (file, fresh) => {
    try {
      const own = file.type === "image/jpeg" ? await segmentOf(file) : null;
      if (own) return { segment: upright(own), own: true };
      const now = fresh && Date.now() - file.lastModified < JUST_NOW;
      return now ? { segment: takenAt(new Date(file.lastModified)), own: false } : null;
    } catch (problem) {
      return null;
    }
  };
  const named = (parts, file) =>
    new File([parts], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });

  let live = false; // the camera was opened by our button, and its photo has not come yet
  const openCamera = (input) => {
    live = true;
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
    // The uploader's own button leads to the gallery as well.
    if (event.isTrusted && event.target.closest && event.target.closest(UPLOADER)) live = false;
    const button = event.target.closest && event.target.closest(".w-camera, .w-again");
    const uploader = button && uploaderNear(button);
    const input = uploader && uploader.querySelector("input[type=file]");
    if (!input) return;
    if (button.classList.contains("w-camera")) openCamera(input);
    else sendAgain(uploader, input);
  });

  const shrunk = async (file, fresh) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    const exif = await told(file, fresh);
    if (file.size < LARGE) {
      const bare = exif && !exif.own && file.type === "image/jpeg";
      return bare ? named(withSegment(file, exif.segment), file) : file;
    }
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!small || small.size >= file.size) return file;
      return named(exif ? withSegment(small, exif.segment) : small, file);
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
      const fresh = live && !input.wadulReady;
      if (input.wadulReady || !(fresh || files.some((file) => file.size >= LARGE))) {
        input.wadulReady = false;
        for (const file of files) held.set(file.name, file);
        return;
      }
      event.stopImmediatePropagation();
      live = false;
      uploader.dataset.shrinking = "yes";
      const small = [];
      for (const file of files) small.push(await shrunk(file, fresh)); // one by one: memory is short
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
