import { counted, duration, wholeNumber } from "./progress.ts";
import { type Fact, renderFacts, timeOf } from "./render-facts.ts";
import type { StatusReport } from "./status-report.ts";

/** What a person reads at the terminal. */
export function renderStatus(report: StatusReport): string[] {
  const { status, details, advice } = report;
  const { decidedAt, reason } = status;
  return renderFacts([
    ["state", status.state],
    ...when(reason, (text): Fact => ["because", text]),
    ["contract", `${decidedAt.contract}, chain ${decidedAt.chainId}`],
    ...(details === undefined ? [] : indexFacts(report)),
    ["chain", headText(report)],
    ...when(advice, (text): Fact => ["to do", text]),
  ]);
}

function indexFacts({ status, details, lag }: StatusReport): Fact[] {
  const { decidedAt } = status;
  const behind =
    lag === undefined ? "" : `, ${counted(lag.blocks, "block")} and ${duration(lag.seconds)} behind`;
  return [
    ["block", `${decidedAt.blockNumber} ${decidedAt.blockHash}${behind}`],
    ["block time", timeOf(status.blockTime)],
    ["confirmed", `grants count up to block ${status.confirmedBlockNumber}`],
    ["seen at head", `${duration(status.secondsSinceHead)} ago`],
    ["events", wholeNumber(status.seq)],
    ...when(details, ({ entries, bytesPerGrant }): Fact => {
      const bytes = bytesPerGrant === undefined ? "" : `, about ${bytesPerGrant} bytes each`;
      return ["grants", `${wholeNumber(entries)}${bytes}`];
    }),
    ...when(details, ({ finality }): Fact => ["finality", finalityText(finality)]),
    ...when(details, ({ generation }): Fact => ["generation", generation]),
    ...when(details, ({ writer, writerIdleSeconds }): Fact => {
      const idle = `${writer}, wrote ${duration(writerIdleSeconds)} ago`;
      return ["writer", writer === "" ? "nobody: the last one let go" : idle];
    }),
  ];
}

function finalityText(finality: string): string {
  return /^\d+$/.test(finality)
    ? `${counted(Number(finality), "block")} on top of a grant's`
    : `the chain's tag ${finality}`;
}

function headText({ head }: StatusReport): string {
  if ("silent" in head) return `its head is not known: ${head.silent}`;
  return `head ${head.number} of ${timeOf(head.time)}`;
}

function when<T, R>(value: T | undefined, then: (value: T) => R): R[] {
  return value === undefined ? [] : [then(value)];
}
