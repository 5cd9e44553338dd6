import datetime

day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day_abbr = [d[:3] for d in day_name]
month_name = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
month_abbr = [m[:3] for m in month_name]
_days = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def isleap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    y1 -= 1
    y2 -= 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    return datetime.date(year, month, day).weekday()


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise ValueError(f"bad month number {month!r}; must be 1-12")
    return weekday(year, month, 1), _days[month] + (1 if month == 2 and isleap(year) else 0)


def monthcalendar(year, month):
    first, n = monthrange(year, month)
    days = [0] * first + list(range(1, n + 1))
    days += [0] * (-len(days) % 7)
    return [days[i:i + 7] for i in range(0, len(days), 7)]


def weekheader(width):
    names = day_name if width >= 9 else day_abbr
    return " ".join([d[:width].center(width) for d in names])


def month(year, month, w=0, l=0):
    w, l = max(2, w), max(1, l)
    lines = [f"{month_name[month]} {year!r}".center(7 * (w + 1) - 1).rstrip(), weekheader(w).rstrip()]
    for week in monthcalendar(year, month):
        lines.append(" ".join([("" if d == 0 else "%2i" % d).center(w) for d in week]).rstrip())
    return ("\n" * l).join(lines) + "\n" * l


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - datetime.date(1970, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
