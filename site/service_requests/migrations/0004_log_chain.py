import django.db.models.deletion
import django.db.models.query
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('service_requests', '0003_representatives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogAnchor',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('heads', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={'default_permissions': ()},
        ),
        migrations.CreateModel(
            name='RequestLog',
            fields=[
                ('request_number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('length', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(default='', max_length=64)),
                ('seal', models.CharField(max_length=64)),
                ('purged_at', models.DateTimeField(null=True)),
                ('purged_for', models.CharField(blank=True, choices=[('spam', '垃圾到期')], max_length=10)),
                ('anchored_in', models.PositiveIntegerField(db_index=True, null=True)),
            ],
            options={'default_permissions': ()},
        ),
        migrations.AddField('requestevent', 'position', models.PositiveIntegerField(editable=False, null=True)),
        # Events from before the log was chained stay apart, and are found by verify_log.
        migrations.RunSQL('UPDATE service_requests_requestevent SET position = id'),
        migrations.AlterField('requestevent', 'position', models.PositiveIntegerField(editable=False)),
        migrations.AddField('requestevent', 'salt', models.CharField(blank=True, default='', editable=False, max_length=32), preserve_default=False),
        migrations.AddField('requestevent', 'words_digest', models.CharField(default='', editable=False, max_length=64), preserve_default=False),
        migrations.AddField('requestevent', 'digest', models.CharField(default='', editable=False, max_length=64), preserve_default=False),
        migrations.AlterField('requestevent', 'kind', models.CharField(choices=[('submitted', '提交'), ('taken', '接手'), ('state', '改状态'), ('note', '内部备注'), ('reply', '回复'), ('read', '查看'), ('reveal', '看完整身份证号'), ('held', '保留'), ('released', '解除保留'), ('exported', '导出给本人'), ('purged', '到期清除'), ('anonymised', '去掉身份')], max_length=10)),
        migrations.AlterField('requestevent', 'actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
        migrations.AddIndex('requestevent', models.Index(fields=['-at', '-id'], name='event_newest')),
        migrations.AddConstraint('requestevent', models.UniqueConstraint(fields=('request', 'position'), name='event_position')),
    ]
