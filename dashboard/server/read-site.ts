import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

export interface SiteFile {
  readonly bytes: Buffer;
  readonly type: string;
}

/** A built site, whole and in memory, by its paths: "/index.html". */
export type Site = ReadonlyMap<string, SiteFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** Throws where a file is of a type that the site is not to have. */
export async function readSite(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, SiteFile]> => {
        const type = TYPES[extname(file)];
        if (type === undefined) throw new Error(`${file}: a site has no files of this type`);
        return [`/${relative(folder, file).split(sep).join("/")}`, { bytes: await readFile(file), type }];
      }),
    ),
  );
}
