import type { OpenedRecord } from "@idos/sdk";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { exportedRecords } from "./export-records.ts";
import { saveFile } from "./save-file.ts";

interface LeaveSectionProps {
  readonly records: readonly OpenedRecord[];
  readonly onErase: () => void;
}

/** She can take everything with her, and leave nothing behind. */
export function LeaveSection({ records, onErase }: LeaveSectionProps) {
  const { account } = useSession();
  const save = (): void => {
    saveFile("idos-export.json", exportedRecords(account, records, Date.now()));
  };
  return (
    <Card title="Take it with you, or leave">
      <p className="soft">
        The export is a JSON file with everything above, not encrypted: keep it where only you can read it.
      </p>
      <div className="row">
        <Button onClick={save}>Export as JSON</Button>
        <Button look="danger" onClick={onErase}>
          Erase me…
        </Button>
      </div>
    </Card>
  );
}
