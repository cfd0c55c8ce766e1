import { expect, test } from "vitest";
import { passport } from "../../hardware/reader/specimens";
import { passportZone } from "./mrz-write";

test("the specimen of Doc 9303 is written as it is printed there", () => {
  const zone = passportZone({
    country: "UTO",
    names: "ERIKSSON<<ANNA<MARIA",
    number: "L898902C3",
    birth: "740812",
    expiry: "120415",
    sex: "F",
    optional: "ZE184226B",
  });
  expect(zone).toEqual(passport);
});
