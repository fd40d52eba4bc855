import type { OwnSession } from "@idos/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { formatMoment, formatRelative, nowSeconds } from "../../format/dates.ts";
import { useSession } from "../../session/session-context.ts";
import { AccountName } from "../../ui/account-name.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { List, ListItem } from "../../ui/list.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";

const SESSIONS_KEY = ["sessions"];

/** Where she is signed in; each can be ended from here. */
export function SessionsCard() {
  const { owner } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { data, error } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => owner.sessions.list() });
  const end = useMutation({
    mutationFn: (key: string | undefined) =>
      key === undefined ? owner.sessions.endOthers() : owner.sessions.end(key),
    onSuccess: (_, key) => announce(key === undefined ? "All other sessions ended" : "Session ended"),
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
  const others = data?.filter(({ current }) => !current) ?? [];
  return (
    <Card
      title="Sessions"
      actions={
        others.length > 0 && (
          <Button busy={end.isPending && end.variables === undefined} onClick={() => end.mutate(undefined)}>
            End all others
          </Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {end.error !== null && <ErrorNotice error={end.error} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && (
        <List label="Sessions">
          {data.map((session) => (
            <SessionItem
              key={session.session}
              session={session}
              busy={end.isPending && end.variables === session.session}
              onEnd={() => end.mutate(session.session)}
            />
          ))}
        </List>
      )}
    </Card>
  );
}

interface SessionItemProps {
  readonly session: OwnSession;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SessionItem({ session, busy, onEnd }: SessionItemProps) {
  const { site, account, issuedAt, expiresAt, current } = session;
  return (
    <ListItem
      title={
        <>
          {site}
          {current && <Badge tone="good">This one</Badge>}
        </>
      }
      text={
        <>
          <AccountName account={account} /> · since {formatMoment(issuedAt)} · ends{" "}
          {formatRelative(expiresAt, nowSeconds())}
        </>
      }
      actions={
        !current && (
          <Button busy={busy} aria-label={`End the session of ${site}`} onClick={onEnd}>
            End
          </Button>
        )
      }
    />
  );
}
