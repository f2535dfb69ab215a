import { useEffect, type ReactElement } from 'react';
import { text } from '../../shared/text';
import { clearNotice, useNotice } from '../stores/notice-store';
import { useStart } from '../stores/start-store';
import './live.css';

const shownForMs = 3000;

/** Short notices at the foot of the window, such as “Copied”, and what takes long wherever one is. They are also said by a screen reader. */
export function Notices(): ReactElement {
  const notice = useNotice((store) => store.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(clearNotice, shownForMs);
    return () => clearTimeout(timer);
  }, [notice]);
  const opening = useStart((store) => store.opening);
  return (
    <div className="notices" role="status">
      {opening !== null && <span className="notice">{text('pc.open.reading', { name: opening })}</span>}
      {notice && (
        <span className="notice" key={notice.number}>
          {notice.text}
        </span>
      )}
    </div>
  );
}
