import { useEffect, useState } from "preact/hooks";
import { get } from "../api";
import { Qr } from "../ui/qr";
import { currentMs } from "../ui/now";
import { Both } from "./both";
import { displayWords as words } from "./words";

interface HallCode {
  readonly code: string;
  readonly endsAtMs: number;
  readonly now: number;
  readonly qrSvg: string;
}

const retryMs = 5_000;

/** The code for check-in with one's own phone, new every half minute. One that is over is not shown. */
export const PhoneCode = () => {
  const [shown, show] = useState<HallCode>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const load = async () => {
      const answer = await get<HallCode>("/display/code", { as: "display" });
      if (gone) return;
      if (answer.ok) show(answer.value);
      else show((last) => (last && last.endsAtMs > currentMs() ? last : undefined));
      timer = setTimeout(load, answer.ok ? Math.max(250, answer.value.endsAtMs - answer.value.now) : retryMs);
    };
    void load();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  if (!shown) return null;
  return (
    <div class="display-phone">
      <Qr svg={shown.qrSvg} label={words.phoneCode.ms} />
      <span>
        <Both text={words.phoneCode} class="small" />
        <strong class="figures">
          {shown.code.slice(0, 3)} {shown.code.slice(3)}
        </strong>
      </span>
    </div>
  );
};
