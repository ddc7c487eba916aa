import { Kbd, Modal } from '@mantine/core';
import styles from './shortcuts-dialog.module.css';

const groups: [title: string, keys: [keys: string[], what: string][]][] = [
  [
    'Everywhere',
    [
      [['?'], 'show this list'],
      [['t'], 'switch between light and dark'],
      [['Tab'], 'next control'],
    ],
  ],
  [
    'Tables',
    [
      [['↑', '↓'], 'move between rows'],
      [['Home', 'End'], 'first and last row'],
      [['Enter'], 'open'],
      [['/'], 'search runs or cases'],
    ],
  ],
  [
    'Run',
    [
      [['o'], 'overview'],
      [['c'], 'cases'],
      [['v'], 'compare'],
      [['d'], 'recommendation'],
      [['l'], 'label'],
    ],
  ],
  [
    'Label',
    [
      [['y', 'n'], 'yes, no (or the number of a level)'],
      [['a', 'b', 't'], 'in pairs: A, B or neither is better'],
      [['s'], 'skip'],
      [['u'], 'undo'],
    ],
  ],
  [
    'Cases',
    [
      [['j', 'k'], 'next and previous case'],
      [['Esc'], 'close the case'],
    ],
  ],
];

export default function ShortcutsDialog({ close }: { close: () => void }) {
  return (
    <Modal opened onClose={close} title="Keyboard shortcuts" size="sm" lockScroll={false}>
      {groups.map(([title, keys]) => (
        <section key={title}>
          <h3 className={styles.title}>{title}</h3>
          <dl className={styles.list}>
            {keys.map(([names, what]) => (
              <div key={what} className={styles.row}>
                <dt>
                  {names.map((name) => (
                    <Kbd key={name} size="xs">
                      {name}
                    </Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
