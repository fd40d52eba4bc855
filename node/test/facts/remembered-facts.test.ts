import { expect } from "chai";
import { pgliteProcesses, postgresProcesses, type Processes } from "./processes.ts";
import { createExample, type Example, factsOf, WRITES } from "./writes.ts";

function describeFacts(name: string, start: () => Promise<Processes>): void {
  describe(`what a process remembers, on ${name}`, () => {
    let processes: Processes;
    before(async () => {
      processes = await start();
    });
    after(() => processes.close());

    const read = (example: Example): Promise<unknown> =>
      processes.reader.read((store) => factsOf(store, example));
    /** How often the reading asks the database. */
    async function asks(example: Example): Promise<number> {
      const before = processes.reader.asked.times;
      await read(example);
      return processes.reader.asked.times - before;
    }
    async function remembered(): Promise<Example> {
      const example = await createExample(processes.writer.store);
      await read(example);
      await read(example);
      expect(await asks(example)).to.equal(0);
      return example;
    }

    it("is asked of the database twice, and then not at all", async () => {
      const example = await createExample(processes.writer.store);
      expect([await asks(example), await asks(example), await asks(example)]).to.deep.equal([4, 4, 0]);
      expect(await read(example)).to.deep.equal(await factsOf(processes.writer.store, example));
    });

    for (const [what, write] of Object.entries(WRITES)) {
      it(`is not what it was after ${what} by another process`, async () => {
        const example = await remembered();
        const before = await read(example);
        await write(processes.writer.store, example);
        const now = await factsOf(processes.writer.unannounced, example);
        expect(now).to.not.deep.equal(before);
        expect(await read(example)).to.deep.equal(now);
        expect(await read(example)).to.deep.equal(now);
      });

      it(`would be what it was without the announcement of ${what}`, async () => {
        const example = await remembered();
        const before = await read(example);
        await write(processes.writer.unannounced, example);
        expect(await read(example)).to.deep.equal(before);
      });
    }

    it("is no other user's business: her writes leave it as it is", async () => {
      const example = await remembered();
      const other = await createExample(processes.writer.store);
      for (const name of ["a user's erasure", "a sign-out"] as const)
        await WRITES[name]?.(processes.writer.store, other);
      expect(await asks(example)).to.equal(0);
    });

    it("is not what was read while a write came between", async () => {
      const { reader, writer } = processes;
      const example = await createExample(writer.store);
      await read(example);
      reader.asked.delay = async () => {
        reader.asked.delay = () => Promise.resolve();
        await WRITES["a share that replaces one"]?.(writer.store, example);
      };
      const before = await read(example);
      const now = await factsOf(writer.unannounced, example);
      expect(before).to.not.deep.equal(now);
      expect(await read(example)).to.deep.equal(now);
    });

    it("is for the account that was answered, and not for one that was refused or is another", async () => {
      const { reader } = processes;
      const { own, stranger, shared } = await remembered();
      const asksOf = async ({ signIn }: Example["own"], refused: boolean): Promise<number> => {
        const before = reader.asked.times;
        const reading = reader.read(async (store) => {
          await store.sessions.session(signIn.sessionKey);
          await store.shares.shareWithRecords(shared.share);
          if (refused) throw new Error("refused");
        });
        expect(
          await reading.then(
            () => false,
            () => true,
          ),
        ).to.equal(refused);
        return reader.asked.times - before;
      };
      const times = async (session: Example["own"], refused: boolean): Promise<readonly number[]> => [
        await asksOf(session, refused),
        await asksOf(session, refused),
        await asksOf(session, refused),
      ];
      expect(await times(stranger, false)).to.deep.equal([0, 0, 0]);
      expect(await times(own, true)).to.deep.equal([1, 1, 1]);
      expect(await times(own, false)).to.deep.equal([1, 1, 0]);
    });

    it("is never older than a write that was acknowledged before the read began", async () => {
      const { writer } = processes;
      const { shared, own } = await remembered();
      const ROUNDS = 60;
      let acknowledged = 0;
      let isOver = false;
      const stale: string[] = [];
      const readOn = async (): Promise<void> => {
        while (!isOver) {
          const least = acknowledged;
          const found = await processes.reader.read(async (store) => {
            await store.sessions.session(own.signIn.sessionKey);
            return store.shares.shareWithRecords(shared.share);
          });
          const seen = Number(found?.share.purpose.slice(1));
          if (seen < least) stale.push(`${seen} after ${least}`);
        }
      };
      await writer.store.shares.putShare({ ...shared, purpose: "#0" });
      const reading = Promise.all([readOn(), readOn(), readOn(), readOn()]);
      for (let round = 1; round <= ROUNDS; round += 1) {
        await writer.store.shares.putShare({ ...shared, purpose: `#${round}` });
        acknowledged = round;
      }
      isOver = true;
      await reading;
      expect(stale).to.deep.equal([]);
    });
  });
}

describeFacts("PGlite", pgliteProcesses);
describeFacts("PostgreSQL", postgresProcesses);
