import { useQueryClient } from "@tanstack/react-query";
import { ENTRY_KEY } from "../../session/entry.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";

/** Keys go from memory; the session stays. */
export function LockCard() {
  const { idos } = useSession();
  const queries = useQueryClient();
  const lock = async (): Promise<void> => {
    await idos.keys.lock();
    await queries.invalidateQueries({ queryKey: ENTRY_KEY });
  };
  return (
    <Card title="Lock">
      <p className="soft">
        Takes your keys out of this page’s memory. To see your data again you need your password or your
        recovery code.
      </p>
      <div className="row">
        <Button onClick={() => void lock()}>Lock now</Button>
      </div>
    </Card>
  );
}
