import { expect } from "chai";
import { parseBytes32 } from "@idos/protocol";
import { seenLogs } from "../../src/pages/activity/seen-logs.ts";

function storage(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
  };
}

describe("logs that were seen", () => {
  const seen = { "https://node.example": { seq: 3, hash: parseBytes32(`0x${"11".repeat(32)}`) } };

  it("are kept for each account by itself", () => {
    const place = storage();
    seenLogs(place, "0xa").set(seen);
    expect(seenLogs(place, "0xa").get()).to.deep.equal(seen);
    expect(seenLogs(place, "0xb").get()).to.deep.equal({});
  });

  it("are none where what was kept is not understood", () => {
    const place = storage();
    for (const text of ["{", `{"n":{"seq":0,"hash":"0x"}}`, "[]"]) {
      place.setItem("idos.seen-logs.0xa", text);
      expect(seenLogs(place, "0xa").get()).to.deep.equal({});
    }
  });
});
