import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { Site } from "../../../dashboard/server/read-site.ts";
import { builtDashboard } from "./built-dashboard.ts";

const GZIP_BYTES_MAX = 200 * 1024;
/** How WebAssembly begins, in base64: libsodium carries its own so. */
const WEBASSEMBLY = "AGFzbQ";

/** The scripts that the page loads before anything is clicked: its own, and what those import. */
function initialScripts(site: Site): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const follow = (path: string): void => {
    const file = site.get(path);
    if (file === undefined) throw new Error(`the page needs ${path}, which is not there`);
    if (found.has(path)) return;
    const text = file.bytes.toString("utf8");
    found.set(path, text);
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      follow(`/assets/${name}`);
  };
  const html = site.get("/index.html")?.bytes.toString("utf8") ?? "";
  for (const [, path = ""] of html.matchAll(/<script[^>]+src="([^"]+)"/g)) follow(path);
  return found;
}

describe("the dashboard's initial load", () => {
  let scripts: ReadonlyMap<string, string>;
  before(async () => {
    scripts = initialScripts(await builtDashboard());
  });

  it("is under 200 KiB of script, compressed", () => {
    const bytes = [...scripts.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes)
      .to.be.greaterThan(20 * 1024)
      .and.lessThan(GZIP_BYTES_MAX);
  });

  it("leaves libsodium for later", async () => {
    expect([...scripts.values()].join()).not.to.include(WEBASSEMBLY);
    const all = [...(await builtDashboard()).values()].map(({ bytes }) => bytes.toString("latin1"));
    expect(all.join()).to.include(WEBASSEMBLY);
  });
});
