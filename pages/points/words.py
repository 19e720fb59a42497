"""The sentences of a working. The script gets the same ones, so both say the same."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "holds": _("满足"),
    "fails": _("不满足"),
    "unanswered": _("还没选"),
    "chosen": _("选的是“%(option)s”"),
    "none_of_them": _("一样都没有"),
    "none": _("没有"),
    "amount": _("%(amount)s %(unit)s"),
    "too_little": _("不到 %(minimum)s %(unit)s，不算分"),
    "at_most": _("最多按 %(maximum)s %(unit)s算"),
    "full": _("每满 %(per)s %(unit)s算一份，共 %(count)s 份"),
    "nearest": _("每 %(per)s %(unit)s一份，四舍五入，共 %(count)s 份"),
    "started": _("每 %(per)s %(unit)s一份，不满也算一份，共 %(count)s 份"),
    "product": _("%(count)s × %(each)s 分 = %(points)s 分"),
    "share": _("%(amount)s ÷ %(per)s × %(each)s 分 = %(points)s 分"),
    "rounded": _("四舍五入到两位小数"),
    "deducted": _("%(count)s × %(each)s 分，扣 %(points)s 分"),
    "deducted_once": _("有，扣 %(points)s 分"),
    "sum": _("合计 %(points)s 分"),
    "capped": _("这一组最多算 %(most)s 分"),
    "within": _("没有超过 %(most)s 分"),
    "passes": _("前提都满足"),
    "stops": _("有 %(count)s 条前提不满足，按这份规则不能申请"),
    "waits": _("还有 %(count)s 题没选，先按 0 分算"),
    "above": _("比它多 %(gap)s 分"),
    "below": _("比它少 %(gap)s 分"),
    "equal": _("和它一样"),
    "no_number": _("写数字，比如 3 或者 2.5"),
    "fine_number": _("最多写两位小数，比如 2.55"),
    "large_number": _("数字太大了，看看是不是多打了几位"),
}


def words() -> dict[str, str]:
    return {name: str(sentence) for name, sentence in WORDS.items()}
