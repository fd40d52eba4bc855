import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Entry, ENTRY_KEY } from "../../session/entry.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";

/** Keys go from memory, and what the device remembers of them; the session stays. */
export function LockCard() {
  const { keys } = useSession().idos;
  const queries = useQueryClient();
  const lock = useMutation({
    mutationFn: () => keys.lock(),
    onSuccess: () => queries.setQueryData<Entry>(ENTRY_KEY, { stage: "locked" }),
  });
  return (
    <Card title="Lock">
      <p className="soft">
        Takes your keys out of this page’s memory, and off this device. To see your data again you need one of
        your backups.
      </p>
      <div className="row">
        <Button busy={lock.isPending} onClick={() => lock.mutate()}>
          Lock now
        </Button>
      </div>
      {lock.error !== null && <ErrorNotice error={lock.error} />}
    </Card>
  );
}
