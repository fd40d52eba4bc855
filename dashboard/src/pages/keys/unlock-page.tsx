import { useQueryClient } from "@tanstack/react-query";
import { ENTRY_KEY } from "../../session/entry.ts";
import { SingleColumn } from "../../shell/single-column.tsx";
import { UnlockForm } from "./unlock-form.tsx";

export function UnlockPage() {
  const queries = useQueryClient();
  return (
    <SingleColumn>
      <div className="stack-l">
        <div className="stack-s">
          <h1>Welcome back</h1>
          <p className="soft">Your data is encrypted. Unlock it on this device.</p>
        </div>
        <UnlockForm onUnlocked={() => void queries.invalidateQueries({ queryKey: ENTRY_KEY })} />
      </div>
    </SingleColumn>
  );
}
