import { expect } from "chai";
import {
  type Bytes32,
  formatManifest,
  LIMITS,
  type Manifest,
  parseBytes32,
  parseManifest,
} from "@idos/protocol";

const id = (digit: string): Bytes32 => parseBytes32(`0x${digit.repeat(64)}`);

const MANIFEST: Manifest = {
  user: id("a"),
  records: [
    { record: id("1"), version: 1, item: id("b") },
    { record: id("2"), version: 12, item: id("c") },
  ],
  shares: [
    { share: id("3"), item: id("d") },
    { share: id("4"), item: null },
  ],
};
const TEXT = [
  `user ${id("a")}`,
  `record ${id("1")} 1 ${id("b")}`,
  `record ${id("2")} 12 ${id("c")}`,
  `share ${id("3")} ${id("d")}`,
  `share ${id("4")} deleted`,
  "",
].join("\n");

describe("an owner's manifest", () => {
  it("is the documented text", () => {
    expect(formatManifest(MANIFEST)).to.equal(TEXT);
  });

  it("is read as what was written", () => {
    expect(parseManifest(TEXT)).to.deep.equal(MANIFEST);
    const empty = { user: id("a"), records: [], shares: [] };
    expect(parseManifest(formatManifest(empty))).to.deep.equal(empty);
  });

  const lines = TEXT.split("\n");
  const swapped = (a: number, b: number): string =>
    lines.map((line, at) => lines[at === a ? b : at === b ? a : at] ?? line).join("\n");
  const refused: Readonly<Record<string, string>> = {
    nothing: "",
    "no user": lines.slice(1).join("\n"),
    "two users": `user ${id("a")}\n${TEXT}`,
    "records out of order": swapped(1, 2),
    "shares out of order": swapped(3, 4),
    "a share before a record": swapped(2, 3),
    "a record twice": TEXT.replace(id("2"), id("1")),
    "version 0": TEXT.replace(" 12 ", " 0 "),
    "a version with a leading zero": TEXT.replace(" 12 ", " 012 "),
    "a version that is no safe integer": TEXT.replace(" 12 ", " 9007199254740993 "),
    "uppercase digits": TEXT.replace(id("b"), id("b").toUpperCase().replace("X", "x")),
    "an unknown kind": TEXT.replace("share", "grant"),
    "no LF at the end": TEXT.slice(0, -1),
    CRLF: TEXT.replaceAll("\n", "\r\n"),
    "more than its bound": `${TEXT}${" ".repeat(LIMITS.manifestBytesMax)}`,
  };
  for (const [what, text] of Object.entries(refused))
    it(`is refused with ${what}`, () => {
      expect(parseManifest(text)).to.equal(undefined);
    });
});
