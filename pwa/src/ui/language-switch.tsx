import { useSignal } from "@preact/signals";
import { common } from "../words/common";
import { language, languages, setLanguage } from "../words/language";
import { dialogLater } from "./dialog-later";
import { Icon } from "./icon";

const LanguageDialog = dialogLater(async () => (await import("./language-list")).LanguageDialog);

/** BM | EN: the same place on every page; what was typed stays. The public's pages offer `more` in a list of their own scripts. */
export const LanguageSwitch = ({ more }: { more?: boolean }) => {
  const isOpen = useSignal(false);
  return (
    <>
      <div class="segments" role="group" aria-label={common.language()}>
        {languages
          .filter((row) => row.where === "everywhere" || (more && row.code === language.value))
          .map((row) => (
            <button
              key={row.code}
              type="button"
              lang={row.code}
              aria-pressed={language.value === row.code}
              onClick={() => void setLanguage(row.code)}
            >
              {row.short}
              <span class="hear"> {row.name}</span>
            </button>
          ))}
        {more && (
          <button
            type="button"
            aria-label={common.moreLanguages()}
            onClick={() => void (isOpen.value = true)}
          >
            <Icon name="languages" />
          </button>
        )}
      </div>
      {more && <LanguageDialog open={isOpen.value} onClose={() => void (isOpen.value = false)} />}
    </>
  );
};
