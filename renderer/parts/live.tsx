import { useEffect, type ReactElement } from 'react';
import { clearNotice, useNotice } from '../stores/notice-store';
import './live.css';

const shownForMs = 3000;

/** Short notices at the foot of the window, such as “Copied”. They are also said by a screen reader. */
export function Notices(): ReactElement {
  const notice = useNotice((store) => store.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(clearNotice, shownForMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notices" role="status">
      {notice && (
        <span className="notice" key={notice.number}>
          {notice.text}
        </span>
      )}
    </div>
  );
}
