import { common } from "../words/common";
import { languages, missingLanguage, setLanguage, type LanguageCode } from "../words/language";
import { Dialog } from "./dialog";

/** The further languages of the public's pages. */
export const LanguageDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} title={common.moreLanguages()} onClose={onClose}>
    <LanguageList
      onPick={(code) =>
        void setLanguage(code).then(() => {
          if (missingLanguage.peek() === undefined) onClose();
        })
      }
    />
  </Dialog>
);

/** Every language, each in its own script: the kiosk's first touch. */
export const LanguageList = ({ onPick }: { onPick: (code: LanguageCode) => void }) => (
  <div class="stack language-list" role="group" aria-label={common.language()}>
    {languages.map((row) => (
      <button
        key={row.code}
        type="button"
        class="button"
        lang={row.code}
        dir={row.dir}
        onClick={() => onPick(row.code)}
      >
        {row.name}
      </button>
    ))}
    {missingLanguage.value !== undefined && (
      <p role="alert">{common.languageMissing({ name: missingLanguage.value })}</p>
    )}
  </div>
);
