import { common } from "../words/common";
import { setTheme, theme, type Theme } from "./theme";

const themes: readonly Theme[] = ["auto", "light", "dark"];

/** As the device, light, dark. */
export const ThemeSwitch = () => {
  const words: Record<Theme, () => string> = {
    auto: common.themeAuto,
    light: common.themeLight,
    dark: common.themeDark,
  };
  return (
    <div class="segments" role="group" aria-label={common.theme()}>
      {themes.map((name) => (
        <button key={name} type="button" aria-pressed={theme.value === name} onClick={() => setTheme(name)}>
          {words[name]()}
        </button>
      ))}
    </div>
  );
};
