/** Encodings of tables, with words of a language that is written in them. */

export interface Script {
  /** As iconv-lite calls it. */
  readonly encoding: string;
  /** The file begins with a byte order mark. */
  readonly bom: boolean;
  readonly names: readonly string[];
  readonly labels: readonly string[];
}

const german = {
  names: ['Länge (mm)', 'Stärke', 'Größe', 'Prüfung', 'Gewähr', 'Zähler'],
  labels: ['grün', 'weiß', 'Düsseldorf', 'süß', 'Übung'],
};
const french = {
  names: ['Désignation', 'température', 'débit', 'pièce', 'côté', 'numéro'],
  labels: ['élevé', 'où', 'façade', 'août', 'hôtel'],
};
const polish = {
  names: ['długość', 'szerokość', 'próba', 'wilgotność', 'ciśnienie', 'głębia'],
  labels: ['żółty', 'Łódź', 'zieleń', 'świeży', 'mały'],
};
const russian = {
  names: ['Длина', 'Ширина', 'Давление', 'Скорость', 'Проба', 'Место'],
  labels: ['красный', 'синий', 'Москва', 'да', 'зелёный'],
};
const greek = {
  names: ['Μήκος', 'Πλάτος', 'Πίεση', 'Ταχύτητα', 'Δείγμα', 'Θέση'],
  labels: ['κόκκινο', 'μπλε', 'Αθήνα', 'ναι', 'μικρό'],
};
const turkish = {
  names: ['Uzunluk (ölçü)', 'Genişlik', 'Basınç', 'Hız', 'Örnek', 'Şehir'],
  labels: ['kırmızı', 'yeşil', 'İzmir', 'küçük', 'büyük'],
};
const japanese = {
  names: ['温度', '圧力', '測定値', '時間', '試料番号', '場所'],
  labels: ['東京', '大阪', 'ソース', '表示', '十分な値'],
};
const chinese = {
  names: ['温度', '压力', '测量值', '时间', '样品编号', '地点'],
  labels: ['北京', '上海', '红色', '绿色', '合格'],
};
const korean = {
  names: ['온도', '압력', '측정값', '시간', '시료 번호', '장소'],
  labels: ['서울', '부산', '빨강', '초록', '합격'],
};
const ascii = {
  names: ['first', 'second', 'kind', 'speed (m/s)', 'T [K]', 'last'],
  labels: ['red', 'blue', 'lot 7', 'north', 'south'],
};

const all = [german, french, polish, russian, greek, turkish, japanese, chinese, korean, ascii];
const inUnicode = (encoding: string, bom: boolean): Script[] =>
  all.map((words) => ({ encoding, bom, ...words }));
const inOld = (encoding: string, words: Pick<Script, 'names' | 'labels'>): Script => ({
  ...{ encoding, bom: false, ...words },
});

/** Unicode, in which every language is written, and the older encodings of each. */
export const scripts: readonly (readonly Script[])[] = [
  [{ encoding: 'utf-8', bom: false, ...ascii }],
  inUnicode('utf-8', false),
  inUnicode('utf-8', true),
  [...inUnicode('utf-16le', true), ...inUnicode('utf-16be', true)],
  [...inUnicode('utf-16le', false), ...inUnicode('utf-16be', false)],
  [
    ...[inOld('windows-1252', german), inOld('windows-1252', french), inOld('macintosh', german)],
    ...[inOld('cp850', german), inOld('cp850', french)],
  ],
  [inOld('windows-1250', polish), inOld('iso-8859-2', polish), inOld('cp852', polish)],
  [inOld('windows-1251', russian), inOld('koi8-r', russian), inOld('cp866', russian)],
  [inOld('windows-1253', greek), inOld('windows-1254', turkish)],
  [
    inOld('shift_jis', japanese),
    inOld('euc-jp', japanese),
    inOld('gb18030', chinese),
    inOld('cp949', korean),
  ],
];
