/** Units by how they are written, in English and Urdu. The first word of a line names the unit. */
const TABLE = `
m meter meters metre metres میٹر
mm millimeter millimeters millimetre millimetres ملی_میٹر
cm centimeter centimeters centimetre centimetres سینٹی_میٹر
km kilometer kilometers kilometre kilometres کلومیٹر کلو_میٹر
µm μm micrometer micrometers مائیکرو_میٹر
m/s meters_per_second meter_per_second metres_per_second meters_a_second m_/_s میٹر_فی_سیکنڈ
m/s² m/s^2 m/s2 meters_per_second_squared میٹر_فی_سیکنڈ_مربع
km/h kilometers_per_hour کلومیٹر_فی_گھنٹہ
s sec second seconds سیکنڈ سیکنڈز
ms millisecond milliseconds ملی_سیکنڈ ملی‌سیکنڈ
µs μs microsecond microseconds مائیکرو_سیکنڈ
ns nanosecond nanoseconds نینو_سیکنڈ
min minute minutes منٹ
h hour hours گھنٹہ گھنٹے گھنٹوں
day days دن
week weeks ہفتہ ہفتے ہفتوں
year years سال
hz hertz times_per_second times_a_second times_each_second times_every_second ہرٹز بار_فی_سیکنڈ
khz kilohertz کلوہرٹز
mhz megahertz میگاہرٹز
ghz gigahertz گیگاہرٹز
rad radian radians ریڈین
rad/s radians_per_second ریڈین_فی_سیکنڈ
° degree degrees ڈگری درجے درجہ
°/s degrees_per_second degrees_a_second ڈگری_فی_سیکنڈ
°c degrees_celsius ڈگری_سینٹی_گریڈ ڈگری_سیلسیس
% percent per_cent فیصد
kg kilogram kilograms کلوگرام کلو_گرام کلو
g gram grams گرام
n newton newtons نیوٹن
nm newton_meter newton_meters newton-meters n·m n_m نیوٹن_میٹر
n/m newtons_per_meter
v volt volts وولٹ
a amp amps ampere amperes ایمپیئر
ma milliamp milliamps
ah amp-hours
mah
w watt watts واٹ
kw kilowatt kilowatts کلوواٹ
wh watt-hours واٹ_گھنٹے
j joule joules جول
b byte bytes بائٹ بائٹس
kb kilobyte kilobytes کلوبائٹ
mb megabyte megabytes میگابائٹ
gb gigabyte gigabytes گیگابائٹ
tb terabyte terabytes
kib
mib
gib
kb/s
mb/s megabytes_per_second mb_per_second mb_فی_سیکنڈ میگابائٹ_فی_سیکنڈ
gb/s
mbit/s mbps megabits_per_second میگابٹ_فی_سیکنڈ
gbit/s gbps
bit bits بٹ بٹس
pixel pixels px پکسل پکسلز
fps frames_per_second frames_a_second فریم_فی_سیکنڈ
db
tops
euro euros €
dollar dollars usd ڈالر
rupee rupees روپے
`;

const names = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [unit = '', ...others] = line.split(' ');
      return [unit, ...others].map((name) => [name.replaceAll('_', ' '), unit] as const);
    }),
);
const escaped = [...names.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'));

/** The unit at the start of what follows a number, as the table names it. */
const AFTER = new RegExp(
  `^[-\\s\\u00A0\\u202F]{0,2}(?:(${escaped.join('|')})(?![\\p{L}\\p{M}²³/^]|\\s?/\\s?[a-zA-Z])|([\\p{L}°%µ/²³√·]+))`,
  'iu',
);

/** The unit after a number; `other` where the table does not know the word. Short ones count as they are written: `M` is no `m`. */
export function unitAfter(rest: string): { unit?: string; other?: string } {
  const found = rest.match(AFTER);
  if (!found) return {};
  const [, known, other] = found;
  if (known === undefined) return other === undefined ? {} : { other: other.toLowerCase() };
  const unit = names.get(known.toLowerCase().replace(/\s+/g, ' '));
  // "3 a day", "5 in", "2 V": one letter is a unit only as it is written in physics.
  if (/^[a-z]$/i.test(known) && !'msghNVAWJB'.includes(known)) return { other: known };
  return unit === undefined ? {} : { unit };
}
