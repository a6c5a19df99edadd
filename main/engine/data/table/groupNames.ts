/** Names of columns that number things: “batch”, “Plate no.”, “SubjectID”. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What is numbered, by words that hardly ever name a quantity or a count. */
const things = words(`
  analyst animal applicant assessor batch block cage clinic cluster company country county device district donor
  examiner experiment expt farm firm group grp herd individual inspector instrument interviewer laboratory lot machine
  manufacturer municipality observer operator pair participant patient pen plate plot proband province rack rat rater
  reactor region rep replicate respondent run site strata stratum subj subject supplier technician tray treatment trt
  vendor village volunteer wafer well
  anlage bediener gruppe maschine parzelle platte prüfer standort versuch
  grupo lote operario paciente parcela placa sujeto gruppo lotto paziente soggetto
  essai groupe opérateur parcelle sujet`);

/** Others, which may be measured or counted too: “tank no” is a number of one, and “tank” alone perhaps the same. */
const others = words(`
  array blocks bottle center centre chamber chick chip class clone colony core cow crucible culture dish facility fish flask
  furnace gel horse lab line litter module monkey mouse nest oven pig pot probe product project pt rabbit sample school
  sensor series set sheep slide specimen station store study tank transect trap tree tube unit variety vehicle vessel
  vial
  chargen gerät geräte muestra proben patienten probanden platten versuchs échantillon`);

/** Further ones beside “ID” only: their “number” is a count, or may be. */
const counted = words(`
  account bed bird branch case cell child city client customer dog doctor employee family field hh hospital house
  household item job movie nurse order person player pupil room shop state strain student surgeon survey teacher team
  town user ward worker zone`);

/** Words before “ID” that make it an inner diameter, or the current of a drain. */
const notNamed = words(
  'bore capillary coil column drain hole hose inner inside needle nozzle outer pipe ring tube',
);

const numbers = words('no nr num number nummer numero número n° nº № # key');
const keys = words('id kennung');

/**
 * What a name says of its column: `thing`: a word for what is numbered, “batch”; `other`: one that may be measured too, “sample”;
 * `id`: “ID”; `marked`: numbers or keys by its words, “batch no.”, “fish_id”; null: none of these.
 */
export type GroupName = 'thing' | 'other' | 'id' | 'marked' | null;

/** What the name of a column says it numbers; see {@link GroupName}. */
export function groupName(name: string): GroupName {
  const parts = partsOf(name);
  const [last = '', ...before] = parts.toReversed();
  const numbered = (word: string): boolean => things.has(word) || others.has(word);
  if (before.length === 0 && last === 'id') return 'id';
  if (keys.has(last)) return before.some((word) => notNamed.has(word)) ? null : 'marked';
  if (parts[0] === 'id' && parts.slice(1).every((word) => numbered(word) || counted.has(word)))
    return 'marked';
  if (!before.every(numbered)) return null;
  if (numbers.has(last)) return before.length > 0 ? 'marked' : null;
  if (things.has(last)) return 'thing';
  if (isGlued(last)) return 'marked';
  return others.has(last) ? 'other' : null;
}

/** The words of a name in small letters, also where only a change of case parts them: “BatchID”. */
function partsOf(name: string): string[] {
  const parts = name.split(/[^\p{L}\d#№°º]+|(?<=\p{Ll})(?=\p{Lu})|(?=[#№])/u);
  return parts.filter((part) => part !== '').map((part) => part.toLowerCase());
}

/** “studyid”, “ptnum”: a thing, and what says that it is numbered, in one word. */
function isGlued(word: string): boolean {
  const [, thing, mark] = /^(.*?)(id|key|nr|no|num|number|nummer)$/u.exec(word) ?? [];
  if (thing === undefined) return false;
  return things.has(thing) || others.has(thing) || (mark === 'id' && counted.has(thing));
}
