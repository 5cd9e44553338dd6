// The colours of a picture, counted by a page of the browser, which can read its own format.

// colours is how often each colour is in a part of a PNG: a Map from [r, g, b] as a text.
export async function colours(browser, png, box = null) {
  const page = await browser.page();
  try {
    return new Map(await page.eval(count, png, box));
  } finally {
    await page.close();
  }
}

async function count(png, box) {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const ctx = canvas.getContext("2d");
  ctx.drawImage(picture, 0, 0);
  const { x, y, width, height } = box ?? { x: 0, y: 0, ...{ width: picture.width, height: picture.height } };
  const { data } = ctx.getImageData(x, y, width, height);
  const found = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const key = `${data[i]},${data[i + 1]},${data[i + 2]}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return [...found];
}

// near is how many pixels are no further than some from a colour as #rrggbb.
export function near(found, colour, far) {
  const want = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  let sum = 0;
  for (const [key, n] of found) {
    const rgb = key.split(",").map(Number);
    if (Math.hypot(...rgb.map((v, i) => v - want[i])) <= far) sum += n;
  }
  return sum;
}
