import { useEffect, useState } from "preact/hooks";
import type { Result } from "../../../sync/core/result";
import type { Problem } from "../api";
import { catalogue, loadCatalogue } from "../node";
import { Band, Tag } from "../ui/band";
import { Frame } from "../ui/frame";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { LanesPanel } from "./lanes-panel";
import { PrinterPanel } from "./printer-panel";
import { RightsPanel } from "./rights-panel";
import { layAtKiosk, readRoom, turn, turnLane, turnLine, turnService, type Room } from "./room";
import { Spool } from "./spool";
import { Segments } from "./switches";
import { demoWords as words } from "./words";

/** The room is looked at, not served: asking once a second is enough to see paper come out. */
const lookMs = 1_000;

/** `/demo`: every page of the demonstration, lines to cut, rights side by side, emulated printers, and the messages sent. */
const DemoPage = () => {
  const [room, setRoom] = useState<Room>();
  const [away, setAway] = useState(false);
  const take = (answer: Result<Room, Problem>) => {
    if (answer.ok) setRoom(answer.value);
    setAway(!answer.ok);
  };
  useEffect(() => {
    void loadCatalogue();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      take(await readRoom());
      if (!stopped) timer = setTimeout(() => void look(), lookMs);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  return (
    <Frame wide>
      <div class="stack tight">
        <PageTitle>{words.title()}</PageTitle>
        <p class="soft">{words.intro()}</p>
      </div>
      {away && (
        <Band tone="neutral" icon="wifi-off" alert>
          {words.away()}
        </Band>
      )}
      <section class="card stack tight">
        <h2>{words.try()}</h2>
        <ol class="demo-steps">
          {[words.try1, words.try2, words.try3, words.try4, words.try5, words.try6].map((step) => (
            <li key={step()}>{step()}</li>
          ))}
        </ol>
      </section>
      {!room && !away && <Loading />}
      {room && <Spool messages={room.spool} />}
      {room && (
        <div class="demo-nodes">
          {room.nodes.map((row) => (
            <section class={row.role === "hq" ? "card stack demo-hq" : "card stack"} key={row.id}>
              <NodeHead node={row} />
              <ul class="demo-links">
                {row.pages.map((page) => (
                  <li key={page.url}>
                    <a class="button wide" href={page.url} target="_blank" rel="noopener">
                      {inLanguage(page.name)}
                    </a>
                  </li>
                ))}
              </ul>
              {room.lines
                .filter((line) => line.branch === row.id)
                .map((line) => (
                  <Segments
                    key={line.branch}
                    id={`${line.branch}-line`}
                    label={words.toHq()}
                    now={line.state}
                    values={[
                      { value: "up", label: words.lineUp() },
                      { value: "cut", label: words.lineCut() },
                    ]}
                    onPick={(value) => void turnLine(line.branch, value).then(take)}
                  />
                ))}
              {row.role === "branch" && <RightsPanel node={row.id} />}
              {room.printers
                .filter((printer) => printer.branch === row.id)
                .map((printer) => (
                  <PrinterPanel
                    key={printer.branch}
                    printer={printer}
                    onTurn={(what, value) => void turn(printer.branch, what, value).then(take)}
                  />
                ))}
              {room.gates
                .filter((gates) => gates.branch === row.id)
                .map((gates) => (
                  <LanesPanel
                    key={gates.branch}
                    gates={gates}
                    onLane={(lane, what, value) => void turnLane(row.id, lane, what, value).then(take)}
                    onKiosk={(traveller) => void layAtKiosk(row.id, traveller).then(take)}
                    onService={(service, value) => void turnService(row.id, service, value).then(take)}
                  />
                ))}
            </section>
          ))}
        </div>
      )}
    </Frame>
  );
};

export default DemoPage;

const NodeHead = ({ node }: { node: Room["nodes"][number] }) => {
  const branch = catalogue.value?.branches.find((row) => row.code === node.branch);
  return (
    <div class="row apart">
      <div>
        <h2>{branch ? inLanguage(branch.name) : (node.branch ?? words.headquarters())}</h2>
        <span class="small quiet">{node.url}</span>
      </div>
      <Tag tone={node.ready ? "success" : "warning"} icon={node.ready ? "circle-check" : "hourglass"}>
        {node.ready ? words.ready() : words.starting()}
      </Tag>
    </div>
  );
};
