import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";

/** For the day on which somebody may have her keys. */
export function RotateCard() {
  const [rotating, setRotating] = useState(false);
  return (
    <Card title="New keys">
      <p className="soft">
        If somebody may have seen your keys, replace them. Your data and whatever you share move to the new
        ones; your old password, code and passkeys open nothing any more.
      </p>
      <div className="row">
        <Button onClick={() => setRotating(true)}>Replace my keys…</Button>
      </div>
      {rotating && <RotateDialog onClose={() => setRotating(false)} />}
    </Card>
  );
}
