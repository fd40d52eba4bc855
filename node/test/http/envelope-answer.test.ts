import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProblemError } from "@idos/protocol";
import { expect } from "chai";
import { envelopeBody } from "../../src/http/envelope-answer.ts";
import { createSlots } from "../../src/slots.ts";
import type { OpenedEnvelope } from "../../src/records/open-envelope.ts";
import { ENVELOPE_CHUNK_BYTES } from "../../src/storage/envelope-chunks.ts";

const CHUNKS = 12;
/** Longer than any of these tests takes. */
const PATIENT_MS = 60_000;

interface Watched {
  readonly opened: OpenedEnvelope;
  /** How many chunks were asked of the store. */
  asked: number;
  closed: number;
}

function watchedEnvelope(): Watched {
  const chunk = new Uint8Array(ENVELOPE_CHUNK_BYTES);
  async function* others(): AsyncGenerator<Uint8Array> {
    for (let n = 1; n < CHUNKS; n += 1) {
      watched.asked += 1;
      yield await Promise.resolve(chunk);
    }
  }
  const watched: Watched = {
    asked: 0,
    closed: 0,
    opened: {
      byteCount: CHUNKS * ENVELOPE_CHUNK_BYTES,
      firstChunk: chunk,
      otherChunks: others(),
      close: () => (watched.closed += 1),
    },
  };
  return watched;
}

function streamOf({ opened }: Watched, patienceMs: number): Readable {
  const body = envelopeBody(opened, patienceMs);
  if (!(body instanceof Readable)) throw new Error("not a stream");
  return body;
}

describe("an envelope on its way out", () => {
  it("is read from the store as its reader takes it, no more than two chunks ahead", async () => {
    const watched = watchedEnvelope();
    let taken = 0;
    let aheadMax = 0;
    const reader = new Writable({
      highWaterMark: 1,
      write(part: Uint8Array, _encoding, done) {
        taken += part.length;
        aheadMax = Math.max(aheadMax, (watched.asked + 1) * ENVELOPE_CHUNK_BYTES - taken);
        setImmediate(done);
      },
    });
    await pipeline(streamOf(watched, PATIENT_MS), reader);
    expect(taken).to.equal(CHUNKS * ENVELOPE_CHUNK_BYTES);
    expect(aheadMax).to.be.at.most(2 * ENVELOPE_CHUNK_BYTES);
    expect(watched.closed).to.equal(1);
  });

  it("is broken off, and its slot given back, when its reader stalls", async () => {
    const watched = watchedEnvelope();
    const stalled = new Writable({ highWaterMark: 1, write: () => undefined });
    const outcome = await pipeline(streamOf(watched, 1), stalled).then(() => "sent", String);
    expect(outcome).to.contain("does not take it");
    expect(watched.asked).to.be.lessThan(CHUNKS - 1);
    expect(watched.closed).to.equal(1);
  });

  it("gives its slot back when it is never sent, as to a client that left", async () => {
    const watched = watchedEnvelope();
    const stream = streamOf(watched, PATIENT_MS);
    stream.destroy();
    await once(stream, "close");
    expect(watched.closed).to.equal(1);
    expect(watched.asked).to.equal(0);
  });

  it("has one of a bounded number of slots, in all and for each, which is given back once", () => {
    const slots = createSlots({ atOnceMax: 4, eachMax: 2 });
    const [first] = [slots.take("a"), slots.take("a"), slots.take("b")];
    const refused = (who = "c"): unknown => {
      try {
        return slots.take(who);
      } catch (error) {
        return error;
      }
    };
    expect(refused("a")).to.be.instanceOf(ProblemError).and.to.have.property("code", "OVERLOADED");
    expect(refused()).to.be.a("function");
    expect(refused()).to.be.instanceOf(ProblemError);
    first();
    first();
    expect(refused()).to.be.a("function");
    expect(refused()).to.be.instanceOf(ProblemError);
  });
});
