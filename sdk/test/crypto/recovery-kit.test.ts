import { expect } from "chai";
import { createRecoveryCode } from "../../src/crypto/key-backup/recovery-code.ts";
import { createRecoveryKit } from "../../src/crypto/key-backup/recovery-kit.ts";

const ACCOUNT = "0x52908400098527886e0f7030069857d2e4169ee7";

describe("recovery kit", () => {
  it("asks for two different groups, whatever was drawn, each pair in its turn", async () => {
    const code = await createRecoveryCode();
    const pairs = new Set<string>();
    for (let first = 0; first < 9; first += 1)
      for (let second = 0; second < 8; second += 1) {
        const draws = [first, second];
        const { asked } = createRecoveryKit(code, ACCOUNT, () => draws.shift() ?? 0);
        expect(asked[0]).to.be.within(1, 8).and.to.be.below(asked[1]);
        expect(asked[1]).to.be.at.most(9);
        pairs.add(asked.join());
      }
    expect(pairs.size).to.equal(36);
  });

  it("takes the groups as a person types them, and no others", () => {
    const groups = ["A1B0", "C2D1", ...Array.from({ length: 7 }, () => "ZZZZ")];
    const draws = [0, 0];
    const kit = createRecoveryKit(groups.join("-"), ACCOUNT, () => draws.shift() ?? 0);
    expect(kit.asked).to.deep.equal([1, 2]);
    expect(kit.isConfirmedBy(["a1bo", " C2DL "])).to.equal(true);
    for (const wrong of [
      ["C2D1", "A1B0"],
      ["A1B0", "C2D2"],
      ["", ""],
      ["A1B0", ""],
    ] as const)
      expect(kit.isConfirmedBy([wrong[0], wrong[1]])).to.equal(false);
  });

  it("prints as plain text with account and groups in order", async () => {
    const code = await createRecoveryCode();
    const { lines, groups } = createRecoveryKit(code, ACCOUNT, () => 0);
    expect(lines.join("\n"))
      .to.include(ACCOUNT)
      .and.to.match(/^[\x20-\x7e\n]+$/);
    expect(lines.filter((line) => /^\d\. /.test(line))).to.deep.equal(
      groups.map((group, index) => `${index + 1}. ${group}`),
    );
  });
});
