import { useQuery } from "@tanstack/react-query";
import { formatMoment } from "../../format/dates.ts";
import { useSession } from "../../session/session-context.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useRecordNames } from "../../session/records.ts";
import { type ReadVisit, readVisits } from "./read-visits.ts";
import { seenLogs } from "./seen-logs.ts";

const LOG_KEY = ["access-log"];

/** Reads, each with the block that allowed it. */
export function ReadsCard({ search }: { search: string }) {
  const { owner, account } = useSession();
  const nameOf = useRecordNames();
  const { data, error } = useQuery({
    queryKey: LOG_KEY,
    queryFn: async () => {
      const kept = seenLogs(localStorage, account);
      const log = await owner.accessLog(kept.get());
      kept.set(log.seen);
      return { ...log, visits: readVisits(log.reads) };
    },
  });
  const told = (visit: ReadVisit): string => visit.records.map(nameOf).join(", ");
  const shown = data?.visits.filter((visit) =>
    `${visit.reader} ${told(visit)}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <Card title="Reads">
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && data.missing.length > 0 && (
        <Notice tone="warn" title="Not all nodes answered">
          <p>What {data.missing.join(", ")} logged is missing here.</p>
        </Notice>
      )}
      {shown?.length === 0 && (
        <p className="soft">{search === "" ? "Nobody has read anything yet." : "No read matches."}</p>
      )}
      {shown !== undefined && shown.length > 0 && (
        <List label="Reads">
          {shown.map((visit) => (
            <ListItem
              key={visit.key}
              title={
                <>
                  <AccountName account={visit.reader} /> read {told(visit) || "the list of what is shared"}
                </>
              }
              text={`${new URL(visit.node).host} · allowed at block ${visit.blockNumber}`}
              actions={<time className="small soft">{formatMoment(visit.at)}</time>}
            />
          ))}
        </List>
      )}
    </Card>
  );
}
