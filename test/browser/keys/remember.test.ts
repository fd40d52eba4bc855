import { expect } from "chai";
import { type KeysWorld, type OpenPage, startKeysWorld } from "./keys-world.ts";
import { findSecret, textsOf } from "./stored-secrets.ts";

describe("keys that a page remembers, in Chromium", () => {
  let world: KeysWorld;
  let opened: OpenPage;
  before(async () => {
    world = await startKeysWorld();
  });
  after(() => world.stop());
  beforeEach(async () => {
    opened = await world.open();
  });
  afterEach(async () => {
    expect(opened.faults).to.deep.equal([]);
    await opened.context.close();
  });
  const ask = (call: string): Promise<unknown> => opened.page.evaluate(`page.${call}`);

  /** Unlocks, remembers, loads the page anew and unlocks with what is remembered. */
  async function resumed(): Promise<void> {
    await opened.visit();
    expect(await ask("resume()")).to.equal(false);
    await ask(`unlockWithCode("${world.recoveryCode}")`);
    await ask("remember()");
    await opened.visit();
    expect(await ask("isUnlocked()")).to.equal(false);
    expect(await ask("resume()")).to.equal(true);
    expect(await ask("encryptionKey()")).to.equal(world.encryptionKey);
  }

  it("are there after it was loaded anew, until she locks", async () => {
    await resumed();
    await ask("lock()");
    expect(await ask("resume()")).to.equal(false);
    await opened.visit();
    expect(await ask("resume()")).to.equal(false);
  });

  it("are forgotten when she signs out", async () => {
    await resumed();
    await ask("signOut()");
    await opened.visit();
    expect(await ask("resume()")).to.equal(false);
  });

  it("lock after 15 minutes by a timer that wipes them, and not before", async () => {
    await opened.page.clock.install({ time: new Date() });
    await resumed();
    await ask("hold()");
    await opened.page.clock.fastForward("14:30");
    expect(await ask("isHeldWiped()")).to.equal(false);
    await opened.page.clock.fastForward("00:31");
    expect(await ask("isHeldWiped()")).to.equal(true);
    expect(await ask("isUnlocked()")).to.equal(false);
  });

  it("leave their seed in no storage of the page, in no encoding", async () => {
    await resumed();
    const dump = await ask("dump()");
    expect(textsOf(dump))
      .to.include("CryptoKey, extractable: false")
      .and.not.include("CryptoKey, extractable: true");
    expect(findSecret(dump, world.seed)).to.deep.equal([]);
    expect(textsOf(dump).join()).to.not.include(world.recoveryCode);
  });

  it("would be seen if they left it there", async () => {
    await opened.visit();
    const seed = JSON.stringify([...world.seed]);
    await opened.page.evaluate(`(async () => {
      const seed = Uint8Array.from(${seed});
      const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
      localStorage.setItem("kept", JSON.stringify({ seed: base64([7, ...seed]) }));
      localStorage.setItem("hex", "0x" + Array.from(seed, (byte) => byte.toString(16).padStart(2, "0")).join(""));
      sessionStorage.setItem("kept", base64(seed).replaceAll("+", "-").replaceAll("/", "_"));
      sessionStorage.setItem("list", JSON.stringify([...seed]));
      await new Promise((resolve) => {
        const request = indexedDB.open("another");
        request.onupgradeneeded = () => request.result.createObjectStore("store").put({ deep: [seed] }, "key");
        request.onsuccess = () => resolve(request.result.close());
      });
    })()`);
    expect(findSecret(await ask("dump()"), world.seed)).to.include.members([
      ...["localStorage base64", "localStorage hex", "sessionStorage base64url", "sessionStorage decimals"],
      "indexedDb raw",
    ]);
  });
});
