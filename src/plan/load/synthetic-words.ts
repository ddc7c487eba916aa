/** Each is one token of o200k_base, at the start of a text and after a space: so many words are so many tokens. */
export const syntheticWords: readonly string[] = (
  'able action after agent almost already among answer apple army article attack baby ball base bear ' +
  'because begin best big black blue body born box branch bright build bus buy camp car case cause ' +
  'central chance cheap choice circle clean close coat cold color company consider content cook corner ' +
  'count court cross cut dark daughter deal depend detail direct distance door draw drink dry earth eat ' +
  'effect either empty energy equal every except express fact fall farm fear fight fill find finish ' +
  'fish floor follow force forget four friend full garden gift glass good gray ground guide half happy ' +
  'have hear heavy hero history hole horse hotel how idea inch industry item joy just kid king land ' +
  'last law leaf left let life line little long lost low major many market may measure member message ' +
  'might million miss moment moon mother movie must nature need news night north notice off often once ' +
  'open other own paint parent party path peace period photo place planet play poor possible present ' +
  'price process project protect pure question quite rain rate read reason region rest rich ring road ' +
  'room round safe sand scale sea seat section self sense set shape she shine shoe should sign simple ' +
  'single size sky snow solve song sound space speed spring star station steel still store stream ' +
  'student success sun surface table talk ten thank thin third through time too touch trade tree truck ' +
  'tube type use vary visit wait want wash wave week west where whole wife win wire woman word write ' +
  'year yet '
)
  .trim()
  .split(' ');
