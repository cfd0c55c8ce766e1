import { language, languages, setLanguage, type LanguageCode } from "../words/language";
import { common } from "../words/common";

/** BM | EN: the same place on every page; what was typed stays. */
export const LanguageSwitch = () => (
  <div class="segments" role="group" aria-label={common.language()}>
    {languages
      .filter((row) => row.where === "everywhere")
      .map((row) => (
        <button
          key={row.code}
          type="button"
          lang={row.code}
          aria-pressed={language.value === row.code}
          onClick={() => setLanguage(row.code)}
        >
          {row.short}
          <span class="hear"> {row.name}</span>
        </button>
      ))}
  </div>
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
  </div>
);
